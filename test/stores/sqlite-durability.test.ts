import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/stores/open-store.ts';
import { noon } from '../support/store-fixtures.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const DIGEST_LINE = 65;

test('every token acknowledged before a kill -9 is there afterwards', async () => {
  const databaseUrl = `sqlite:${temporaryDirectory()}/jeton.db`;
  const issuer = spawn(process.execPath, [
    join(import.meta.dirname, '../support/issue-until-killed.ts'),
    databaseUrl,
  ]);
  let acknowledged = '';
  for await (const chunk of issuer.stdout) {
    acknowledged += chunk;
    if (acknowledged.length > 500 * DIGEST_LINE) issuer.kill('SIGKILL');
  }
  if (issuer.exitCode === null && issuer.signalCode === null) await once(issuer, 'exit');
  expect(issuer.signalCode).toBe('SIGKILL');

  const digests = acknowledged.split('\n').filter((line) => line.length === DIGEST_LINE - 1);
  const store = await openStore({ databaseUrl });
  const found = await Promise.all(digests.map((hex) => store.findTokenByDigest([Buffer.from(hex, 'hex')])));
  expect(digests.length).toBeGreaterThan(499);
  expect(found.filter(({ details }) => details === null)).toEqual([]);
  expect((await store.listAuditEvents({ limit: 100_000 })).length).toBe(
    await store.countTokens({ now: noon }),
  );
  await store.close();
});

test('closing finishes accepted changes, folds the log into the file and leaves it to its owner alone', async () => {
  const path = join(temporaryDirectory(), 'data', 'jeton.db');
  const store = await openStore({ databaseUrl: `sqlite:${path}` });
  const change = store.change.writeSetting({ name: 'n', value: 'v', ifAbsent: false });
  await store.close();
  expect((await change).value).toBe('v');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  expect(() => statSync(`${path}-wal`)).toThrow('ENOENT');
  const again = await openStore({ databaseUrl: `sqlite:${path}` });
  expect(await again.readSetting('n')).toBe('v');
  await again.close();
});
