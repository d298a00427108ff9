// npm run contract: makes everything that follows from the declared routes: the API document, the gateway's
// table, the client, docs/http.md and the Postman collection. A test fails when they are out of date.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contractArtifacts } from './contract/artifacts.ts';
import { CONTRACTS } from './contract/contracts.ts';

const root = path.join(import.meta.dirname, '..');
for (const [file, content] of await contractArtifacts(CONTRACTS)) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
  console.log(`${file} (${Math.ceil(content.length / 1024)} KB)`);
}
