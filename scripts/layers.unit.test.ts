import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface Report {
  summary: { violations: Array<{ rule: { name: string }; from: string; to: string }> };
}

/** What dependency-cruiser has to say of some folders below another. */
async function violationsOf(folder: string, places: string[]): Promise<string[]> {
  const program = join(root, 'node_modules/.bin/depcruise');
  const config = join(root, '.dependency-cruiser.mjs');
  // Its exit code counts the violations; what it prints is the same either way.
  const report = await new Promise<string>((resolve, reject) =>
    execFile(
      program,
      ['--config', config, '--output-type', 'json', ...places],
      { cwd: folder, maxBuffer: 256 * 1024 * 1024 },
      (error, stdout, stderr) => (stdout === '' ? reject(error ?? new Error(stderr)) : resolve(stdout)),
    ),
  );
  const { summary } = JSON.parse(report) as Report;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

test('capabilities import only doors and domain, no two know each other, no package looks up', async () => {
  expect(await violationsOf(root, ['packages', 'services', 'tools'])).toEqual([]);
});

describe('the walls', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'layers-'));
    writeFileSync(join(folder, 'tsconfig.base.json'), readFileSync(join(root, 'tsconfig.base.json')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Files by path, each with what it imports. */
  const house: Record<string, string[]> = {
    'services/shop/src/compose.ts': ['./cart/cart.ts', './orders/orders.ts'],
    'services/shop/src/cart/cart.ts': ['./use-cases/add-item.ts'],
    'services/shop/src/cart/use-cases/add-item.ts': ['../domain/line.ts'],
    'services/shop/src/cart/domain/line.ts': [],
    'services/shop/src/cart/persistence/cart.repository.ts': [],
    'services/shop/src/orders/orders.ts': ['../cart/cart.ts', '../cart/domain/line.ts'],
    'services/shop/src/orders/use-cases/place-order.ts': [],
    'services/shop/src/grpc/shop.server.ts': ['../orders/orders.ts'],
    'services/shop/src/neighbours/bank.ts': [],
    'services/bank/src/compose.ts': [],
    'packages/money/src/index.ts': ['./money.ts'],
    'packages/money/src/money.ts': [],
    'packages/jobs/src/index.ts': [],
  };
  const check = (extra: Record<string, string[]>) => {
    for (const [file, imports] of Object.entries({ ...house, ...extra })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      const lines = imports.map((to, at) => `import * as i${at} from '${to}';\nexport { i${at} };`);
      writeFileSync(join(folder, file), `${lines.join('\n')}\nexport const here = 1;\n`);
    }
    return violationsOf(folder, ['services', 'packages']);
  };

  test('let a house in order through', async () => {
    expect(await check({})).toEqual([]);
  });

  test('each bite', async () => {
    const orders = 'services/shop/src/orders/use-cases/place-order.ts';
    const found = await check({
      [orders]: ['../../cart/persistence/cart.repository.ts', '../../../../bank/src/compose.ts'],
      'services/shop/src/cart/use-cases/add-item.ts': ['../../orders/orders.ts'],
      'services/shop/src/grpc/shop.server.ts': ['../orders/use-cases/place-order.ts'],
      'services/shop/src/neighbours/bank.ts': ['../cart/cart.ts'],
      'packages/money/src/money.ts': ['./index.ts', '../../../services/bank/src/compose.ts'],
      'packages/jobs/src/index.ts': ['../../money/src/money.ts'],
    });
    const wanted = [
      `only-by-the-door: ${orders} -> services/shop/src/cart/persistence/cart.repository.ts`,
      `no-service-in-a-service: ${orders} -> services/bank/src/compose.ts`,
      'no-circle-of-capabilities: services/shop/src/cart -> services/shop/src/orders',
      `doors-from-below: services/shop/src/grpc/shop.server.ts -> ${orders}`,
      'neighbours-know-no-capability: services/shop/src/neighbours/bank.ts -> services/shop/src/cart/cart.ts',
      'no-circle: packages/money/src/index.ts -> packages/money/src/money.ts',
      'packages-below-services: packages/money/src/money.ts -> services/bank/src/compose.ts',
      'packages-by-their-entry: packages/jobs/src/index.ts -> packages/money/src/money.ts',
    ];
    expect(wanted.filter((violation) => !found.includes(violation))).toEqual([]);
  });
});

test('no source file is longer than 250 lines', () => {
  const long = ['packages', 'services', 'tools', 'scripts', 'e2e', 'bench'].flatMap((place) =>
    readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs|cjs|lua)$/.test(file) && !/node_modules|generated|\.test\.ts$/.test(file))
      .map((file) => join(place, file))
      .filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 251),
  );
  expect(long).toEqual([]);
});
