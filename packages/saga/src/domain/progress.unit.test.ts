import fc from 'fast-check';
import { defineProcess } from './definition.ts';
import type { Verdict } from './judge.ts';
import { isLive, type Process, type ProcessFailure, type StepRecord } from './process.ts';
import { compensationsFor, isDecided, nextWork, type Work } from './progress.ts';
import { fail, replay, succeed, turnBack, waitFor } from './transitions.ts';

const NOW = new Date('2026-01-15T10:00:00Z');
const at = (ms: number) => new Date(NOW.getTime() + ms);
const FAILURE: ProcessFailure = { code: 'OUT_OF_STOCK', message: 'none left', refused: true };

const TRIP = defineProcess({
  type: 'trip',
  steps: [
    { name: 'book', kind: 'call', compensate: 'unbook' },
    { name: 'hold', kind: 'call', compensate: 'release' },
    { name: 'pay', kind: 'call', waitsFor: 'paid' },
    { name: 'confirm', kind: 'transaction' },
    [
      { name: 'capture', kind: 'call', compensate: 'refund', replaces: 'release' },
      { name: 'print', kind: 'call', compensate: 'shred' },
    ],
    { name: 'undo', kind: 'transaction', onSignal: 'called-off' },
  ],
  commitPoint: 'confirm',
});
const UNDO = defineProcess({
  type: 'undo',
  steps: [
    [
      { name: 'refund', kind: 'call' },
      { name: 'restock', kind: 'call' },
    ],
  ],
});

const record = (state: StepRecord['state'], more: Partial<StepRecord> = {}): StepRecord => ({
  ...{ state, at: NOW, attempts: 0, refusals: 0 },
  ...(state === 'refused' && { failure: FAILURE }),
  ...more,
});
const records = (states: Record<string, StepRecord['state'] | StepRecord>) =>
  Object.fromEntries(
    Object.entries(states).map(([name, state]) => [name, typeof state === 'string' ? record(state) : state]),
  );
const process = (states: Parameters<typeof records>[0] = {}, more: Partial<Process> = {}): Process => ({
  ...{ id: 'trip:1', type: 'trip', subject: '1', state: 'running', version: 1, steps: records(states) },
  ...{ signals: [], data: {}, holder: 'rpl_1', dueAt: NOW, deadlines: {}, createdAt: NOW, updatedAt: NOW },
  ...more,
});
const DONE = { book: 'done', hold: 'done', pay: 'done', confirm: 'done' } as const;
const signal = (name: string) => ({ name, data: {}, at: NOW });
/** The kind of work, and what of. */
const told = (work: Work): unknown[] => {
  switch (work.kind) {
    case 'steps':
      return ['steps', ...work.steps.map(({ name }) => name)];
    case 'transaction':
      return ['transaction', work.step.name];
    case 'compensations':
      return ['compensations', ...work.names];
    case 'pause':
      return ['pause', work.until.getTime() - NOW.getTime()];
    case 'expire':
      return ['expire', work.step];
    case 'turn-back':
      return ['turn-back', work.failure.code];
    case 'end':
      return ['end', work.state];
    case 'park':
      return ['park'];
  }
};

describe('what is next', () => {
  const waiting = record('waiting', { dueAt: at(500), signalsSeen: 0 });
  const compensating = (states: Parameters<typeof records>[0]) =>
    process(states, { state: 'compensating', failure: FAILURE });

  test.each<[string, Process, unknown[]]>([
    ['the first step', process(), ['steps', 'book']],
    ['the step after', process({ book: 'done' }), ['steps', 'hold']],
    ['a transaction', process({ book: 'done', hold: 'done', pay: 'done' }), ['transaction', 'confirm']],
    ['a stage side by side', process(DONE), ['steps', 'capture', 'print']],
    ['what is left of a stage', process({ ...DONE, capture: 'done' }), ['steps', 'print']],
    ['the end', process({ ...DONE, capture: 'done', print: 'done' }), ['end', 'completed']],
    [
      'a step for a signal',
      process({ ...DONE, capture: 'done', print: 'done' }, { signals: [signal('called-off')] }),
      ['transaction', 'undo'],
    ],
    [
      'the end after it',
      process({ ...DONE, capture: 'done', print: 'done', undo: 'done' }, { signals: [signal('called-off')] }),
      ['end', 'completed'],
    ],

    ['a pause before a retry', process({ book: record('pending', { dueAt: at(70) }) }), ['pause', 70]],
    ['a retry that is due', process({ book: record('pending', { dueAt: NOW }) }), ['steps', 'book']],
    [
      'the member of a stage that is due',
      process({ ...DONE, capture: record('pending', { dueAt: at(70) }) }),
      ['steps', 'print'],
    ],
    [
      'the earliest pause of a stage',
      process({
        ...DONE,
        capture: record('pending', { dueAt: at(70) }),
        print: record('pending', { dueAt: at(50) }),
      }),
      ['pause', 50],
    ],

    [
      'what a later table, with both side by side, has left of the first',
      process({ book: record('pending', { dueAt: NOW }), hold: 'done' }),
      ['steps', 'book'],
    ],
    ['a wait', process({ book: 'done', hold: 'done', pay: waiting }), ['pause', 500]],
    [
      'a wait cut by its deadline',
      process({ book: 'done', hold: 'done', pay: waiting }, { deadlines: { pay: at(400) } }),
      ['pause', 400],
    ],
    [
      'a wait whose signal came',
      process({ book: 'done', hold: 'done', pay: waiting }, { signals: [signal('paid')] }),
      ['steps', 'pay'],
    ],
    [
      'a wait with no further signal',
      process(
        { book: 'done', hold: 'done', pay: { ...waiting, signalsSeen: 1 } },
        { signals: [signal('paid')] },
      ),
      ['pause', 500],
    ],
    [
      'a wait that is due',
      process({ book: 'done', hold: 'done', pay: record('waiting', { dueAt: NOW, signalsSeen: 0 }) }),
      ['steps', 'pay'],
    ],
    [
      'a wait over its deadline',
      process({ book: 'done', hold: 'done', pay: waiting }, { deadlines: { pay: NOW } }),
      ['expire', 'pay'],
    ],
    [
      'a step over its deadline',
      process({ book: 'done', hold: 'done', pay: 'done' }, { deadlines: { confirm: at(-1) } }),
      ['expire', 'confirm'],
    ],
    [
      'a deadline of a step that is not reached',
      process({}, { deadlines: { confirm: at(-1) } }),
      ['steps', 'book'],
    ],
    [
      'a deadline of a step that is done',
      process(DONE, { deadlines: { confirm: at(-1) } }),
      ['steps', 'capture', 'print'],
    ],

    ['a refusal', process({ book: 'refused' }), ['turn-back', 'OUT_OF_STOCK']],
    [
      'a refusal beside what is open: its answer first',
      process({ ...DONE, capture: 'refused', print: record('pending', { dueAt: at(9) }) }),
      ['pause', 9],
    ],
    [
      'a refusal beside what is done',
      process({ ...DONE, capture: 'refused', print: 'done' }),
      ['turn-back', 'OUT_OF_STOCK'],
    ],
    [
      'a refusal beside what is parked',
      process({ ...DONE, capture: 'refused', print: 'parked' }),
      ['turn-back', 'OUT_OF_STOCK'],
    ],
    ['a parked step', process({ ...DONE, capture: 'parked', print: 'done' }), ['park']],
    ['a parked step beside what is open', process({ ...DONE, capture: 'parked' }), ['steps', 'print']],
    [
      'a turn back that failed',
      process({ book: 'refused', 'turn-back': record('pending', { dueAt: at(30) }) }),
      ['pause', 30],
    ],
    [
      'a turn back that is due again',
      process({ book: 'refused', 'turn-back': record('pending', { dueAt: NOW }) }),
      ['turn-back', 'OUT_OF_STOCK'],
    ],
    ['a turn back that is parked', process({ book: 'refused', 'turn-back': 'parked' }), ['park']],

    [
      'every compensation at once',
      compensating({ unbook: 'pending', release: 'pending' }),
      ['compensations', 'unbook', 'release'],
    ],
    [
      'those that are due',
      compensating({ unbook: 'pending', release: record('pending', { dueAt: at(20) }) }),
      ['compensations', 'unbook'],
    ],
    [
      'a pause before one',
      compensating({ unbook: 'done', release: record('pending', { dueAt: at(20) }) }),
      ['pause', 20],
    ],
    ['the end of the way back', compensating({ unbook: 'done', release: 'done' }), ['end', 'compensated']],
    [
      'a parked one beside one that is open',
      compensating({ unbook: 'parked', release: 'pending' }),
      ['compensations', 'release'],
    ],
    ['a parked one', compensating({ unbook: 'parked', release: 'done' }), ['park']],
  ])('%s', (_, given, expected) => {
    expect(told(nextWork(TRIP, given, NOW))).toEqual(expected);
  });
});

describe('a stage side by side before the commit point', () => {
  const ORDER = defineProcess({
    type: 'trip',
    steps: [
      [
        { name: 'book', kind: 'call', compensate: 'unbook' },
        { name: 'hold', kind: 'call', compensate: 'release' },
      ],
      { name: 'confirm', kind: 'transaction' },
    ],
    commitPoint: 'confirm',
  });
  const RETRIED = record('pending', { dueAt: at(9) });

  test.each<[string, Process, unknown[]]>([
    ['begins with all of it', process(), ['steps', 'book', 'hold']],
    ['tries what is left of it', process({ hold: 'done' }), ['steps', 'book']],
    ['waits between two tries of one', process({ book: 'done', hold: RETRIED }), ['pause', 9]],
    [
      'turns back at a refusal, though the other would be tried again',
      process({ book: RETRIED, hold: 'refused' }),
      ['turn-back', 'OUT_OF_STOCK'],
    ],
    [
      'turns back at a refusal that an older table has recorded alone',
      process({ book: 'refused' }),
      ['turn-back', 'OUT_OF_STOCK'],
    ],
  ])('%s', (_, given, expected) => {
    expect(told(nextWork(ORDER, given, NOW))).toEqual(expected);
  });

  test('takes back all of it, whatever had an answer', () => {
    expect(compensationsFor(ORDER, process({ hold: 'refused' }))).toEqual(['unbook', 'release']);
  });
});

test.each<[string, Process, string[]]>([
  ['nothing answered', process(), ['unbook']],
  ['the first step refused', process({ book: 'refused' }), ['unbook']],
  ['the second step begun', process({ book: 'done' }), ['unbook', 'release']],
  ['waiting', process({ book: 'done', hold: 'done', pay: 'waiting' }), ['unbook', 'release']],
  [
    'the commit point refused',
    process({ book: 'done', hold: 'done', pay: 'done', confirm: 'refused' }),
    ['unbook', 'release'],
  ],
  [
    'capture refused',
    process({ ...DONE, capture: 'refused', print: 'done' }),
    ['unbook', 'release', 'shred'],
  ],
  ['print refused', process({ ...DONE, capture: 'done', print: 'refused' }), ['unbook', 'refund', 'shred']],
  [
    'both refused',
    process({ ...DONE, capture: 'refused', print: 'refused' }),
    ['unbook', 'release', 'shred'],
  ],
])('with %s this is taken back', (_, given, expected) => {
  expect(compensationsFor(TRIP, given)).toEqual(expected);
});

test('an outcome is certain once the process stands or has turned back', () => {
  expect(isDecided(TRIP, process({ book: 'done', hold: 'done', pay: 'done' }))).toBe(false);
  expect(isDecided(TRIP, process(DONE))).toBe(true);
  expect(isDecided(TRIP, process({ book: 'refused' }, { failure: FAILURE }))).toBe(true);
  expect(isDecided(UNDO, process())).toBe(true);
});

test('turning back without anything to take back is the end of it', () => {
  const bare = defineProcess({ type: 'trip', steps: [{ name: 'book', kind: 'call' }], commitPoint: 'book' });
  expect(turnBack(bare, process({ book: 'refused' }), FAILURE, NOW)).toMatchObject({
    state: 'compensated',
    failure: FAILURE,
  });
  expect(turnBack(TRIP, process({ book: 'refused' }), FAILURE, NOW)).toMatchObject({
    ...{ state: 'compensating', failure: FAILURE, steps: { unbook: { state: 'pending', attempts: 0 } } },
  });
});

test('what is replayed has all its tries before it, and what was done stays done', () => {
  const parked = process(
    {
      book: 'done',
      unbook: record('parked', { attempts: 9, refusals: 8, failingSince: NOW }),
      release: 'done',
    },
    { state: 'needs-attention', failure: FAILURE, attentionAt: NOW, holder: null },
  );
  const again = replay(parked, at(5));
  expect(again).toMatchObject({ state: 'compensating', dueAt: at(5), holder: null });
  expect(again).not.toHaveProperty('attentionAt');
  expect(again.steps).toMatchObject({ book: { state: 'done' }, release: { state: 'done' } });
  expect(again.steps.unbook).toEqual(record('pending', { at: at(5) }));
  expect(replay(process({ book: 'parked' }, { state: 'needs-attention' }), NOW).state).toBe('running');
});

describe('random histories', () => {
  /** What may come of one try; a crash forgets what is not recorded. */
  const outcome = fc.oneof(
    { weight: 6, arbitrary: fc.constant('ok' as const) },
    { weight: 2, arbitrary: fc.constantFrom('retry' as const, 'refuse' as const, 'park' as const) },
    { weight: 1, arbitrary: fc.constantFrom('crash' as const, 'wait' as const, 'call-off' as const) },
  );
  const verdictOf = (kind: 'retry' | 'refuse' | 'park', back: boolean): Verdict => {
    if (kind === 'refuse' && !back) return { kind: 'turn-back', failure: FAILURE };
    if (kind === 'park') return { kind: 'park', failure: FAILURE };
    return { kind: 'retry', failure: FAILURE, pauseMs: 10 };
  };

  test('come to an end; what was done is taken back when it turned back, and nothing when it did not', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 60 }), (outcomes) => {
        const left = [...outcomes];
        const begun = new Set<string>();
        let clock = 0;
        let stored = process({}, { deadlines: { pay: at(5_000) } });
        let steps = 0;
        while (isLive(stored.state)) {
          expect(++steps).toBeLessThan(300);
          let memory = stored;
          const work = nextWork(TRIP, memory, at(clock));
          const attempt = (name: string, back: boolean): void => {
            begun.add(name);
            const come = left.shift() ?? 'ok';
            if (come === 'crash') return;
            if (come === 'call-off')
              stored = memory = { ...memory, signals: [...memory.signals, signal('called-off')] };
            else if (come === 'wait' && name === 'pay')
              memory = waitFor(memory, name, at(clock), at(clock + 40));
            else if (come === 'ok' || come === 'wait') memory = succeed(memory, name, at(clock));
            else memory = fail(memory, name, at(clock), verdictOf(come, back));
          };
          if (work.kind === 'steps') for (const { name } of work.steps) attempt(name, false);
          else if (work.kind === 'transaction') attempt(work.step.name, false);
          else if (work.kind === 'compensations') for (const name of work.names) attempt(name, true);
          else if (work.kind === 'pause') clock = work.until.getTime() - NOW.getTime();
          else if (work.kind === 'turn-back' || work.kind === 'expire')
            memory = turnBack(TRIP, memory, FAILURE, at(clock));
          else if (work.kind === 'end') memory = { ...memory, state: work.state };
          else memory = { ...memory, state: 'needs-attention' };
          stored = memory;
        }
        const isDone = (name: string) => stored.steps[name]?.state === 'done';
        const takenBack = TRIP.compensations.filter((name) => stored.steps[name] !== undefined);
        if (stored.state === 'completed') {
          expect(takenBack).toEqual([]);
          expect(Object.keys(DONE).every(isDone)).toBe(true);
          expect(isDone('undo')).toBe(stored.signals.length > 0);
        } else if (stored.failure) {
          for (const [step, compensation] of [
            ['book', 'unbook'],
            ['print', 'shred'],
          ] as const) {
            expect(takenBack.includes(compensation)).toBe(begun.has(step));
          }
          expect(takenBack.includes('refund')).toBe(isDone('capture'));
          expect(takenBack.includes('release')).toBe(begun.has('hold') && !isDone('capture'));
          expect(takenBack.every(isDone)).toBe(stored.state === 'compensated');
        } else {
          expect(stored.state).toBe('needs-attention');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
