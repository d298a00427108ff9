// The process that makes PDFs. Typst keeps much of what it has read, and a bad document can hang or crash
// it, so it runs apart from the service and can be killed at any time.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readCoverage } from './font-coverage.ts';
import type { RenderOutcome, RenderReply, RenderRequest } from './protocol.ts';
import { showableText } from './showable-text.ts';

const FONTS = join(import.meta.dirname, '../../fonts');
const PRELUDE = readFileSync(join(import.meta.dirname, 'chowk.typ'));
const coverage = readCoverage(FONTS);

/** One for each folder of templates; a service has one or two. */
const compilers = new Map<string, NodeCompiler>();

function compilerFor(folder: string): NodeCompiler {
  let compiler = compilers.get(folder);
  if (compiler === undefined) {
    compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [FONTS] }] });
    compiler.mapShadow(join(folder, 'chowk.typ'), PRELUDE);
    compilers.set(folder, compiler);
  }
  return compiler;
}

/** What the compiler says, without the words of the document that it quotes. */
const explain = (diagnostics: string): string =>
  diagnostics.replaceAll(/the text `.*?` could/g, 'a text could').slice(0, 2_000);

function render({ template, data }: RenderRequest): RenderOutcome {
  const compiler = compilerFor(dirname(template));
  const failed = (diagnostics: string): RenderOutcome => ({
    ok: false,
    diagnostics: explain(diagnostics),
  });
  try {
    const compiled = compiler.compile({
      mainFilePath: template,
      inputs: { data: showableText(data, coverage) },
    });
    const document = compiled.result;
    if (document === null) return failed(JSON.stringify(compiled.takeError()?.shortDiagnostics));
    const pdf = compiler.pdf(document, { pdfStandard: 'a-2b' });
    return { ok: true, pdf, pages: document.numOfPages };
  } catch (error) {
    return failed(String(error));
  } finally {
    // Without it each document leaves 1.4 MB behind (measured).
    compiler.evictCache(0);
  }
}

process.on('message', (request: RenderRequest) => {
  const reply: RenderReply = { outcome: render(request), rssBytes: process.memoryUsage.rss() };
  process.send!(reply);
});
// The service is gone, also when it was killed.
process.on('disconnect', () => process.exit());
// While a document hangs no event arrives here; a thread of its own still sees that the parent is another one.
const ORPHAN_WATCH = `
  const { pid, ppid } = process;
  setInterval(() => process.ppid !== ppid && process.kill(pid, 'SIGKILL'), 1000);
`;
new Worker(ORPHAN_WATCH, { eval: true }).unref();
