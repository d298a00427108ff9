import { appendFileSync } from 'node:fs';
import { CONTRACTS } from './contract/contracts.ts';
import { asksForAPage, examined, explain, formOf, questionOf } from './lists/plan.ts';
import { hasPages, listsOf, questionsOf } from './lists/questions.ts';
import { ROW_MAKERS } from './lists/rows.ts';
import { startListed, type ListedService } from './lists/services.ts';

// Asks for every list of every service in each way that its contract names, over thousands of rows, and has the
// database explain each query that came of it. LIST_PLANS=file writes them down, for mongosh.

/** Rows that a query may look at for a page: the largest page has half as many. */
const MAX_EXAMINED = 200;

/** Questions, by how they begin, that look at more than a page: to be emptied, never to grow. */
const KNOWN: readonly string[] = [
  '/api/v1/categories/cat_reader/products',
  '/api/v1/stores/str_reader/products',
].flatMap((path) => [`${path}?q=thing%20rare`, `${path}?featured=`]);

const SERVICES = CONTRACTS.filter(({ service }) => service !== 'gateway');

test('every list belongs to a service whose lists are asked for here, or to the gateway', () => {
  expect(SERVICES.map(({ service }) => service).sort()).toEqual(Object.keys(ROW_MAKERS).sort());
  const lists = CONTRACTS.filter((contract) => !SERVICES.includes(contract)).flatMap(listsOf);
  // It has no database: it merges what the services answer.
  expect(lists.map(({ operationId }) => operationId)).toEqual(['adminListAttention']);
});

describe.each(SERVICES)('$service', (contract) => {
  let service: ListedService;
  beforeAll(async () => (service = await startListed(contract)), 60_000);
  afterAll(() => service.stop());

  test.each(listsOf(contract))(
    '$operationId: no query for a page looks at more rows than some pages hold',
    async (list) => {
      const filled = ROW_MAKERS[contract.service]!;
      const seen = new Set<string>();
      const tooMany: string[] = [];
      const ask = async (path: string): Promise<string | null> => {
        const { answer, sent } = await service.recording(() => service.get(path));
        expect([path, answer.status, answer.text]).toEqual([path, 200, expect.any(String)]);
        for (const query of sent.filter(({ collection }) => collection in filled)) {
          const question = questionOf(query);
          if (!asksForAPage(question) || seen.has(formOf(question))) continue;
          seen.add(formOf(question));
          const { rows, sorted } = await explain(service.connection, question);
          const asked = mongoshOf(service, question);
          writeDown(`// ${path}\n// here: ${rows} rows${sorted ? ', sorted in memory' : ''}\n${asked}`);
          if (rows > MAX_EXAMINED && !KNOWN.some((known) => path.startsWith(known)))
            tooMany.push(`${path}: ${rows} rows${sorted ? ', sorted in memory' : ''}: ${asked}`);
        }
        return answer.body.data.nextCursor as string | null;
      };
      for (const path of questionsOf(list)) {
        const and = path.includes('?') ? '&' : '?';
        // Some pages on, where what was read before must not be read again.
        const cursor = await ask(path.includes('?') || !hasPages(list) ? path : `${path}?limit=100`);
        if (cursor) await ask(`${path}${and}cursor=${cursor}`);
      }
      expect(tooMany).toEqual([]);
      // Otherwise its rows are somewhere else, and nothing was found out.
      expect(seen.size).toBeGreaterThan(0);
    },
    60_000,
  );
});

/** The same question for a MongoDB, in its shell. */
const mongoshOf = ({ name, connection }: ListedService, question: Record<string, unknown>): string =>
  `db.getSiblingDB('${name}').runCommand(EJSON.parse(${JSON.stringify(
    connection.base.mongo.BSON.EJSON.stringify({ explain: question, verbosity: 'executionStats' }),
  )}))`;

function writeDown(text: string): void {
  if (process.env.LIST_PLANS) appendFileSync(process.env.LIST_PLANS, `${text}\n\n`);
}

test('what MongoDB explains is read too: its rows, and whether it sorted', () => {
  const stages = { stage: 'FETCH', inputStage: { stage: 'IXSCAN' } };
  const served = {
    queryPlanner: { winningPlan: { stage: 'LIMIT', inputStage: stages } },
    executionStats: { totalDocsExamined: 21, executionStages: { stage: 'LIMIT', inputStage: stages } },
  };
  expect(examined(served)).toEqual({ rows: 21, sorted: false });
  const sorted = {
    stages: [
      { $geoNearCursor: { executionStats: { totalDocsExamined: 900 } } },
      { $sort: { sortKey: { distance: 1 } } },
    ],
  };
  expect(examined(sorted)).toEqual({ rows: 900, sorted: true });
});
