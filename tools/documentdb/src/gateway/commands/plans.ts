import { readElements, readString, readValue } from '../bson-slices.ts';
import { type Command, findElement, requireCollection } from '../command.ts';
import { serializeReply } from '../reply.ts';
import { ErrorCode, ServerError } from '../server-error.ts';
import { Sql } from '../statements.ts';
import { single } from './admin.ts';
import type { Handler } from './handler.ts';

/** Each kind of query, planned only and carried out. */
const STATEMENTS = {
  find: { plan: Sql.explainFind, run: Sql.explainFindRun },
  aggregate: { plan: Sql.explainAggregate, run: Sql.explainAggregateRun },
} as const;

/**
 * Shows PostgreSQL's plan, which names the index that a query uses; with the verbosity `executionStats` the query
 * is carried out, and the plan says how many rows each step took.
 */
const explain: Handler = async (command, gateway, connection) => {
  const [field] = command.elements;
  const inner = field && readValue(command.body, field);
  const kind = inner && readElements(inner)[0]?.name;
  if (!inner || (kind !== 'find' && kind !== 'aggregate'))
    throw new ServerError(ErrorCode.BadValue, 'explain is for find and aggregate');
  const carriedOut = verbosity(command) === 'executionStats';
  const plan = await single(command, gateway, connection, STATEMENTS[kind][carriedOut ? 'run' : 'plan'], [
    command.db,
    inner,
  ]);
  const stages = JSON.parse(plan ?? 'null') as unknown;
  return serializeReply({
    queryPlanner: { winningPlan: stages },
    ...(carriedOut && { executionStats: { executionStages: stages } }),
    ok: 1,
  });
};

function verbosity(command: Command): string | undefined {
  const field = findElement(command, 'verbosity');
  return field && readString(command.body, field);
}

const compact: Handler = async (command, gateway) => {
  await gateway.compact(command.db, requireCollection(command));
  return serializeReply({ bytesFreed: 0, ok: 1 });
};

/** How queries are carried out, and what the planner knows when it chooses. */
export const planCommands: Record<string, Handler> = { explain, compact };
