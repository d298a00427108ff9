// Writes src/generated from proto/. `npm run generate -w @chowk/contracts`; a test fails when it was forgotten.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const protoDir = join(root, 'proto');
const outDir = process.argv[2] ?? join(root, 'packages/contracts/src/generated');

rmSync(outDir, { recursive: true, force: true });
execFileSync(
  join(root, 'node_modules/.bin/proto-loader-gen-types'),
  [
    '--longs=String',
    '--enums=String',
    '--defaults',
    '--oneofs',
    '--grpcLib=@grpc/grpc-js',
    '--importFileExtension=.ts',
    // An array option takes every word up to the next flag, so it must not stand last.
    `--includeDirs=${protoDir}`,
    `--outDir=${outDir}`,
    ...globSync('**/*.proto', { cwd: protoDir }).sort(),
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);

// The loader's own namespaces: we read definitions through src/grpc/definitions.ts and need the messages only.
for (const file of globSync('*.ts', { cwd: outDir })) rmSync(join(outDir, file));

// The tool heads each file with the absolute path of its source, which differs with the checkout.
for (const file of globSync('**/*.ts', { cwd: outDir })) {
  const path = join(outDir, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^\/\/ Original file: .*\n\n?/, ''));
}
