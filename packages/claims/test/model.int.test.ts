import * as fc from 'fast-check';
import { uniqueName } from '@chowk/testing';
import { boundsOf } from '../src/assert-input.ts';
import {
  capacity,
  isLive,
  liveContents,
  suffices,
  takenBy,
  type ResourceState,
} from '../src/domain/resource.ts';
import type { Claims, Resource } from '../src/index.ts';
import { startClaims } from './fixture.ts';
import { decide, resourceOf, run, stepsOf, type Step } from './history.ts';

// The rules are said twice: as pure code in the domain, and as pipelines that the database runs. Random
// histories go through both. Claims leave the resource after every second one that is over, so that most
// of them are judged by their records.

const RUNS = process.env.CHAOS ? 500 : 12;
const CLIENTS = 3;

let fixture: Awaited<ReturnType<typeof startClaims>>;
let clients: Claims[];
beforeAll(async () => {
  fixture = await startClaims();
  // Each with a memory of its own of what it has seen, as processes have.
  clients = Array.from({ length: CLIENTS }, () => fixture.open({ clock: fixture.clock, archiveAfter: 2 }));
});
afterAll(() => fixture.drop());

interface Model {
  state: ResourceState;
}
interface Real {
  resource: Resource;
}

/** The state of a claim as a reader is shown it. */
function shownState(state: ResourceState, id: string, now: Date): string | undefined {
  const claim = state.claims.find((one) => one.id === id);
  return claim?.state === 'held' && !isLive(claim, now) ? 'expired' : claim?.state;
}

/** Compares all that can be read of a resource with the model. */
async function compare(model: Model, real: Real, ids: readonly string[]): Promise<void> {
  const now = fixture.clock();
  const { state } = model;
  const [view] = await clients[0]!.findMany([real.resource.id]);
  const contents = liveContents(state, now);
  const taken = takenBy(state.bounds, contents, 0);
  if (view) expect({ ...view, claims: [] }).toMatchObject({ taken, free: capacity(state.bounds) - taken });
  // Even with holds that ran out and that nobody has noticed: by a slow clock they may still be confirmed.
  const promised = state.claims.filter((claim) => claim.state === 'held' || claim.state === 'confirmed');
  expect(
    suffices(
      state.bounds,
      promised.map((claim) => claim.content!),
      0,
    ),
  ).toBe(true);
  for (const id of ids) {
    const claim = await clients[1]!.findClaim(real.resource.id, id);
    const expected = state.claims.find((one) => one.id === id);
    expect([claim?.state, claim?.content]).toEqual([shownState(state, id, now), expected?.content]);
  }
}

class StepCommand implements fc.AsyncCommand<Model, Real> {
  readonly step: Step;
  readonly client: number;
  readonly seconds: number;
  constructor(step: Step, client: number, seconds: number) {
    this.step = step;
    this.client = client;
    this.seconds = seconds;
  }
  check(): boolean {
    return true;
  }
  async run(model: Model, real: Real): Promise<void> {
    fixture.advance(this.seconds * 1000);
    const { result, next } = decide(model.state, this.step, fixture.clock());
    expect(await run(clients[this.client]!, real.resource, this.step)).toEqual(result);
    if (next) model.state = next;
    const { step } = this;
    await compare(model, real, 'id' in step ? [step.id] : []);
  }
  toString(): string {
    return `+${this.seconds}s client ${this.client}: ${JSON.stringify(this.step)}`;
  }
}

test.each(['count', 'seat', 'interval'] as const)(
  'the store decides as the rules do over random histories of three clients on a %s',
  async (kind) => {
    const { ids, step } = stepsOf(kind);
    const command = fc
      .tuple(step, fc.integer({ min: 0, max: CLIENTS - 1 }), fc.integer({ min: 0, max: 2 }))
      .map(([taken, client, seconds]) => new StepCommand(taken, client, seconds));
    await fc.assert(
      fc.asyncProperty(
        resourceOf[kind],
        fc.commands([command], { maxCommands: 40, size: 'max' }),
        async (shape, commands) => {
          const resource = { ...shape, id: uniqueName(kind) };
          const model: Model = { state: { bounds: boundsOf(resource), used: 0, claims: [] } };
          await fc.asyncModelRun(() => ({ model, real: { resource } }), commands);
          await compare(model, { resource }, ids);
        },
      ),
      { numRuns: RUNS },
    );
  },
  600_000,
);

/** The states after all orders of the steps in which the rules give exactly these results. */
function explanations(
  state: ResourceState,
  steps: ReadonlyArray<[Step, unknown]>,
  now: Date,
): ResourceState[] {
  if (steps.length === 0) return [state];
  return steps.flatMap(([step, got], index) => {
    const { result, next } = decide(state, step, now);
    if (JSON.stringify(result) !== JSON.stringify(got)) return [];
    return explanations(next ?? state, steps.toSpliced(index, 1), now);
  });
}

test.each(['count', 'seat', 'interval'] as const)(
  'what calls at the same time on a %s answer is what they would in some order',
  async (kind) => {
    const { ids, step } = stepsOf(kind);
    const round = fc.record({
      steps: fc.array(step, { minLength: CLIENTS, maxLength: CLIENTS }),
      seconds: fc.integer({ min: 0, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(
        resourceOf[kind],
        fc.array(round, { minLength: 1, maxLength: 12, size: 'max' }),
        async (shape, rounds) => {
          const resource = { ...shape, id: uniqueName(kind) };
          let states: ResourceState[] = [{ bounds: boundsOf(resource), used: 0, claims: [] }];
          for (const { steps, seconds } of rounds) {
            fixture.advance(seconds * 1000);
            const now = fixture.clock();
            const results = await Promise.all(
              steps.map((one, client) => run(clients[client]!, resource, one)),
            );
            const made = steps.map((one, index): [Step, unknown] => [one, results[index]]);
            states = states.flatMap((state) => explanations(state, made, now));
            expect({ made, explained: states.length > 0 }).toMatchObject({ explained: true });
            const [view] = await clients[0]!.findMany([resource.id]);
            if (view) expect(view.taken).toBeLessThanOrEqual(capacity(view.bounds));
            for (const id of ids) {
              const claim = await clients[1]!.findClaim(resource.id, id);
              states = states.filter((state) => shownState(state, id, now) === claim?.state);
            }
            expect({ made, explained: states.length > 0 }).toMatchObject({ explained: true });
            const distinct = new Map(states.map((state) => [JSON.stringify(state), state]));
            states = [...distinct.values()];
          }
        },
      ),
      { numRuns: RUNS },
    );
  },
  600_000,
);
