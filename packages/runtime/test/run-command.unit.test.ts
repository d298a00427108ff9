import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const at = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href);

/** Runs a command of its own in a process of its own. */
const run = (body: string, env: Record<string, string> = { NAME: 'Asha' }) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const program = `
      import { z } from 'zod';
      import { AppError } from ${at('../../contracts/src/errors/index.ts')};
      import { runCommand } from ${at('../src/lifecycle/index.ts')};
      await runCommand({
        service: 'demo',
        schema: z.object({ NAME: z.string(), COUNT: z.coerce.number().default(2) }),
        process,
        async run({ config, print, shutdown }) {
          shutdown.add('store', async () => print('store closed'));
          ${body}
        },
      });`;
    const child = execFile(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { env, cwd: import.meta.dirname },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

test('a command prints, stops what it started, and ends with 0', async () => {
  expect(await run('print(`${config.NAME} ${config.COUNT}`);')).toEqual({
    code: 0,
    stdout: 'Asha 2\nstore closed\n',
    stderr: '',
  });
});

test('a wrong setting is named, nothing is run, and the code is 78', async () => {
  const { code, stdout, stderr } = await run('print("ran");', {});
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toContain('NAME');
});

test('a refusal is words without a stack, and the code is 1', async () => {
  expect(await run('throw new AppError("CATEGORY_IN_USE");')).toEqual({
    code: 1,
    stdout: 'store closed\n',
    stderr: 'Something still belongs to this category.\n',
  });
});

test('an unforeseen failure is logged with its stack and without secrets, and the code is 70', async () => {
  const { code, stdout } = await run('throw Object.assign(new TypeError("broken"), { token: "s3cret" });');
  expect(code).toBe(70);
  expect(stdout).toContain('"type":"TypeError"');
  expect(stdout).toContain('store closed');
  expect(stdout).not.toContain('s3cret');
});
