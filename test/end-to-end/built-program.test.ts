import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { findProgram } from '../../bin/find-program.js';
import { newDataDir, startJeton } from '../support/jeton-process.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

it('the program as it is built says what its sources say', async () => {
  for (const args of [['--version'], ['--help'], ['token', 'issue', '--help']]) {
    const [built, sources] = await Promise.all(
      ['dist/main.cjs', 'src/main.ts'].map((file) => run(process.execPath, [join(root, file), ...args])),
    );
    expect(built?.stdout).toBe(sources?.stdout);
    expect(built?.stdout).not.toBe('');
  }
});

it('the program as it is built serves what it loads late: the reference, its page and changes', async () => {
  expect(findProgram(root)).toBe(join(root, 'dist/main.cjs'));
  const start = { dataDir: newDataDir(), env: { JETON_BOOTSTRAP_TOKEN: 'the-administrator-of-this-test' } };
  const server = await startJeton(start);
  for (const path of ['/openapi.json', '/docs', '/docs/swagger-ui-bundle.js'])
    expect((await server.send(path)).status, path).toBe(200);
  const me = await server.send('/api/v1/me', {
    headers: { authorization: 'Bearer the-administrator-of-this-test' },
  });
  expect(me.status).toBe(200);
  expect((await server.stop()).code).toBe(0);
});
