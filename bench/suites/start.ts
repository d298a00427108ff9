import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '@chowk/devstack';
import { circumstances, type Outcome, type Row } from '../harness/outcome.ts';
import { pssBytes } from '../harness/processes.ts';
import { pick, roundSeconds, runRounds } from '../harness/rounds.ts';
import { idlePercent, runStart } from '../harness/running-start.ts';

/** After it is ready, until nothing of the start is left. */
const SETTLE_MS = 8_000;
const SECONDS = 10;
const PHASES = ['redis', 'mongodb', 'rabbitmq', 'services', 'demo data', 'ready'];
const START = 'npm start, stores installed, data kept';

/** How long `npm start` takes, by phase, and what it costs to do nothing, by process. */
export async function benchStart(): Promise<Outcome> {
  const round = async (): Promise<Record<string, number>> => {
    const running = await runStart();
    try {
      await sleep(SETTLE_MS);
      const idle = await idlePercent(running.processes, roundSeconds(SECONDS));
      const pss = Object.entries(running.processes).map(
        ([name, pids]) => [name, pids().reduce((sum, pid) => sum + pssBytes(pid), 0) / 2 ** 20] as const,
      );
      return {
        ...running.phases,
        'CPU seconds until ready': running.cpuUntilReady,
        ...prefixed('idle %', Object.entries(idle)),
        ...prefixed('PSS MB', pss),
      };
    } finally {
      await running.stop();
    }
  };
  // The round to warm up makes the data, and fills the compile cache.
  const { medians, ...ran } = await runRounds('start', [{ name: START, round }]);
  const { figures } = medians[0]!;
  const idle = idleRows(figures);
  return {
    suite: 'start',
    ...circumstances(),
    ...ran,
    tables: [
      { title: 'Seconds until', rows: pick(medians, [...PHASES, 'CPU seconds until ready']) },
      { title: 'Idle, by process', rows: idle },
    ],
    charts: [
      {
        title: 'npm start',
        unit: 'seconds until',
        x: PHASES,
        series: [{ name: 'stores installed', values: PHASES.map((phase) => figures[phase] ?? null) }],
      },
      {
        title: 'Idle memory',
        unit: 'MB (PSS)',
        x: ['idle'],
        series: idle
          .filter(({ name }) => !name.startsWith('sum'))
          .map(({ name, figures: own }) => ({ name, values: [own['PSS MB'] ?? null] })),
      },
    ],
    notes: [],
  };
}

const prefixed = (what: string, figures: Iterable<readonly [string, number]>): Record<string, number> =>
  Object.fromEntries([...figures].map(([name, value]) => [`${what}: ${name}`, value]));

/** A row for each process, and the sums of the services and of all. */
function idleRows(figures: Record<string, number>): Row[] {
  const names = Object.keys(figures).flatMap((key) => /^PSS MB: (.*)$/.exec(key)?.[1] ?? []);
  const sum = (what: string, of: readonly string[]): number =>
    of.reduce((total, name) => total + (figures[`${what}: ${name}`] ?? 0), 0);
  const row = (name: string, of: readonly string[]): Row => ({
    name,
    figures: { '% of a core': sum('idle %', of), 'PSS MB': sum('PSS MB', of) },
  });
  return [
    ...names.map((name) => row(name, [name])),
    row('sum of the seven services', SERVICES),
    row('sum of all', names),
  ];
}
