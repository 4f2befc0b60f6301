import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { expect, it, vi } from 'vitest';
import { newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';
import { makeSelfSigned } from '../support/self-signed.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const RELOAD_MS_MAX = 20_000;

function newFiles(commonName: string) {
  const directory = temporaryDirectory();
  const { certFile, keyFile } = makeSelfSigned(directory, commonName);
  const env = { JETON_TLS_CERT: certFile, JETON_TLS_KEY: keyFile };
  return { directory, certFile, keyFile, env };
}

it('speaks TLS where a certificate and its key are given, tells so, and answers clients that check it', async () => {
  const { certFile, env } = newFiles('first');
  const server = await startJeton({ dataDir: newDataDir(), env });
  expect(server.stdout()).toMatch(/^Jeton listening on https:\/\/127\.0\.0\.1:\d+$/m);
  const ca = readFileSync(certFile);
  const status = await new Promise((resolve, reject) => {
    get(`https://127.0.0.1:${server.port}/livez`, { ca }, (answer) => resolve(answer.statusCode)).once(
      'error',
      reject,
    );
  });
  expect(status).toBe(200);
  expect((await handshake(server.port, { ca })).getProtocol()).toBe('TLSv1.3');
  expect((await handshake(server.port, { ca, maxVersion: 'TLSv1.2' })).getProtocol()).toBe('TLSv1.2');
  await expect(
    handshake(server.port, { ca, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' }),
  ).rejects.toThrow(/protocol version|unsupported protocol/i);
  expect((await server.stop()).code).toBe(0);
});

it('takes up a new certificate, and keeps the old one while the files do not fit together', async () => {
  const { certFile, keyFile, env, directory } = newFiles('first');
  const next = makeSelfSigned(directory, 'second');
  const server = await startJeton({ dataDir: newDataDir(), env });
  const open = await handshake(server.port);
  expect(nameOf(open)).toBe('first');

  copyFileSync(next.certFile, certFile);
  await vi.waitFor(() => expect(server.stdout()).toContain('the old one stays'), RELOAD_MS_MAX);
  expect(server.stdout()).toContain('is not the key of the certificate');
  expect(nameOf(await handshake(server.port))).toBe('first');

  copyFileSync(next.keyFile, keyFile);
  await vi.waitFor(async () => expect(nameOf(await handshake(server.port))).toBe('second'), RELOAD_MS_MAX);
  expect(open.destroyed).toBe(false);

  writeFileSync(keyFile, 'scraps');
  await vi.waitFor(() => expect(server.stdout()).toContain('no private key'), RELOAD_MS_MAX);
  expect(nameOf(await handshake(server.port))).toBe('second');
  expect(server.stdout()).not.toContain('PRIVATE KEY');
});

it.each([
  ['only a certificate', { JETON_TLS_KEY: '' }, /JETON_TLS_CERT and JETON_TLS_KEY must be set together/],
  ['only a key', { JETON_TLS_CERT: '' }, /JETON_TLS_CERT and JETON_TLS_KEY must be set together/],
  [
    'no such file',
    { JETON_TLS_CERT: '/nowhere.crt' },
    /JETON_TLS_CERT: \/nowhere.crt cannot be read: ENOENT/,
  ],
  ['a Unix socket', { JETON_HOST: 'unix:/tmp/x.sock' }, /JETON_TLS_CERT .*JETON_HOST=unix/],
])('refuses to start with %s, in one line', async (_name, wrong, words) => {
  await expectRefused({ ...newFiles('first').env, ...wrong }, words);
});

it('refuses to start with files that are mixed up, or belong to different pairs', async () => {
  const { certFile, keyFile } = newFiles('first');
  const other = newFiles('other');
  const pair = (JETON_TLS_CERT: string, JETON_TLS_KEY: string) => ({ JETON_TLS_CERT, JETON_TLS_KEY });
  await expectRefused(pair(keyFile, certFile), /JETON_TLS_CERT: .* holds no certificate/);
  await expectRefused(pair(certFile, certFile), /JETON_TLS_KEY: .* is no private key/);
  await expectRefused(pair(certFile, other.keyFile), /JETON_TLS_KEY: .* is not the key of the certificate/);
  await expectRefused(pair(join(certFile, '..'), keyFile), /JETON_TLS_CERT: .* cannot be read: EISDIR/);
});

it('the doctor looks at the certificate', async () => {
  const { env } = newFiles('first');
  const dataDir = newDataDir();
  const { stdout } = await runJeton(['doctor'], { dataDir, env });
  expect(stdout).toMatch(/^ok +certificate +.*first\.crt \(until 20/m);
  const mixed = { ...env, JETON_TLS_KEY: newFiles('other').keyFile };
  const ended = await runJeton(['doctor'], { dataDir, env: mixed });
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/^FAILED +certificate +.*is not the key of the certificate/m);
});

async function expectRefused(env: Readonly<Record<string, string>>, words: RegExp): Promise<void> {
  const { code, stdout, stderr } = await runJeton(['serve', '--port', '0'], { dataDir: newDataDir(), env });
  expect(code).toBe(1);
  expect(stderr).toMatch(words);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stdout).not.toContain('Jeton listening');
}

function handshake(port: number, options: ConnectionOptions = { rejectUnauthorized: false }) {
  return new Promise<TLSSocket>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ...options }, () => resolve(socket));
    socket.once('error', reject);
  });
}

function nameOf(socket: TLSSocket): string | undefined {
  return [socket.getPeerCertificate().subject.CN].flat()[0];
}
