import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

it("keeps the first administrator's secret in a file that the log names, and nowhere in its output", async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir });
  const file = join(dataDir, 'admin-token');
  const secret = readFileSync(file, 'utf8').trim();
  expect(mode(file)).toBe('600');
  expect(mode(dataDir)).toBe('700');
  expect(mode(join(dataDir, 'key'))).toBe('600');
  expect(mode(join(dataDir, 'control.sock'))).toBe('600');
  expect(server.stdout()).toContain(JSON.stringify(file));
  expect(server.stdout() + server.stderr()).not.toContain(secret);
});

it('prints a request to try that works pasted as it is', async () => {
  const server = await startJeton({ dataDir: newDataDir() });
  const line =
    server
      .stdout()
      .split('\n')
      .find((one) => one.startsWith('curl ')) ?? '';
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', `curl() { "$NODE" -e "$CURL" -- "$@"; }; ${line}`],
    {
      env: { ...process.env, NODE: process.execPath, CURL: curl },
    },
  );
  expect(JSON.parse(stdout).data.account.username).toBe('root');
});

/** As much of curl as the request needs: not every machine has it. */
const curl = `
  const [option, header, url, ...rest] = process.argv.slice(1);
  if (option !== '-H' || rest.length > 0) throw new Error('another request than expected');
  const [name, value] = header.split(': ');
  fetch(url, { headers: { [name]: value } }).then(async (answer) => console.log(await answer.text()));
`;

it('mixes only whole lines into its log: JSON, where it listens, and the request to try', async () => {
  const server = await startJeton({ dataDir: newDataDir() });
  const { stdout, stderr } = await server.stop();
  const plain = stdout
    .trimEnd()
    .split('\n')
    .filter((line) => !isJson(line));
  expect(plain).toEqual([
    expect.stringMatching(/^Jeton listening on http:\/\/127\.0\.0\.1:\d+$/),
    'One request to try:',
    expect.stringMatching(/^curl /),
  ]);
  expect(stderr).toBe('');
});

it("takes the operator's own secret and never prints it", async () => {
  const secret = 'chosen-by-the-operator-0123456789';
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir, env: { JETON_BOOTSTRAP_TOKEN: secret } });
  const { status } = await server.send('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } });
  expect(status).toBe(200);
  const { stdout, stderr } = await server.stop();
  expect(stdout + stderr).not.toContain(secret);
  expect(() => statSync(join(dataDir, 'admin-token'))).toThrow('ENOENT');
});

it('says nothing of getting in at the second start', async () => {
  const dataDir = newDataDir();
  await (await startJeton({ dataDir })).stop();
  const server = await startJeton({ dataDir });
  expect(server.stdout()).not.toContain('curl');
});

it('keeps the secret in the file too when a command is the first to open the store', async () => {
  const dataDir = newDataDir();
  const { code, stderr } = await runJeton(['demo'], { dataDir });
  expect(code).toBe(0);
  expect(stderr).toContain(join(dataDir, 'admin-token'));
  const server = await startJeton({ dataDir });
  const secret = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  const { status } = await server.send('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } });
  expect(status).toBe(200);
});

it('listens on a Unix socket', async () => {
  const dataDir = newDataDir();
  const path = join(dataDir, '..', 'jeton.sock');
  const server = await startJeton({ dataDir, args: ['--host', `unix:${path}`] });
  const status = await new Promise((resolve, reject) => {
    request({ socketPath: path, path: '/livez' }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
  expect(server.stdout()).toContain(`Jeton listening on unix:${path}\n`);
});

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
