import type { Connection, SentQuery } from './services.ts';

type Document = Record<string, unknown>;

/** What of a sent command is the question, without session, limits and concerns. */
const QUESTION = ['find', 'filter', 'sort', 'limit', 'skip', 'projection', 'hint', 'collation'];
const PIPELINE = ['aggregate', 'pipeline', 'hint', 'collation'];

/** The query of a sent command, as `explain` takes it. */
export function questionOf({ command }: SentQuery): Record<string, unknown> {
  const names = 'find' in command ? QUESTION : PIPELINE;
  const asked = Object.fromEntries(Object.entries(command).filter(([name]) => names.includes(name)));
  return 'aggregate' in asked ? { ...asked, cursor: {} } : asked;
}

/** Whether a query asks for rows in an order, or for so many: not a look-up by ids, and not a count. */
export function asksForAPage(question: Record<string, unknown>): boolean {
  const stages = (question.pipeline as Record<string, unknown>[] | undefined) ?? [];
  return 'sort' in question || stages.some((stage) => '$sort' in stage || '$limit' in stage);
}

/** How many rows the database looked at to answer a query, and whether it sorted them. */
export interface Examined {
  rows: number;
  sorted: boolean;
}

/** Has the database carry a query out and tell what that took. */
export async function explain(connection: Connection, question: Record<string, unknown>): Promise<Examined> {
  const answer = await connection.db!.command({ explain: question, verbosity: 'executionStats' });
  return examined(answer);
}

/** Reads the answer to `explain`: of MongoDB, of whatever version, or of the engine in tools/documentdb. */
export function examined(answer: Document): Examined {
  // The engine's plan is there twice: as it was planned and as it was carried out.
  const carriedOut = answer.executionStats as Document | undefined;
  const steps = documentsIn(carriedOut ?? answer);
  const scans = steps.filter((step) => 'Relation Name' in step);
  if (scans.length > 0)
    return { rows: sum(scans.map(rowsOfScan)), sorted: steps.some((step) => step['Node Type'] === 'Sort') };
  const counts = steps.flatMap((step) =>
    typeof step.totalDocsExamined === 'number' ? [step.totalDocsExamined] : [],
  );
  return {
    rows: Math.max(0, ...counts),
    sorted: steps.some((step) => step.stage === 'SORT' || '$sort' in step),
  };
}

/** PostgreSQL gives rows as the average of all loops. */
function rowsOfScan(step: Document): number {
  const of = (name: string): number => Number(step[name] ?? 0);
  const each = of('Actual Rows') + of('Rows Removed by Filter') + of('Rows Removed by Index Recheck');
  return Math.round(each * of('Actual Loops'));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function documentsIn(value: unknown): Document[] {
  if (Array.isArray(value)) return value.flatMap(documentsIn);
  if (value === null || typeof value !== 'object' || value instanceof Date) return [];
  return [value as Document, ...Object.values(value).flatMap(documentsIn)];
}

/** Equal for queries of one form, whatever values they ask by. */
export const formOf = (question: Record<string, unknown>): string =>
  JSON.stringify(question, (_, value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? typeof value : value,
  );
