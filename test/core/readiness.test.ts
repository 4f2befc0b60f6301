import { expect, it } from 'vitest';
import { createMonitoring } from '../../src/monitoring/monitoring.ts';
import { openAuthority } from '../support/open-authority.ts';

it('is not ready once another database stands in place of the one that was made with this key', async () => {
  const { authority, store } = await openAuthority();
  const { readiness, watchAuthority } = createMonitoring({ version: 'test' });
  watchAuthority(authority);
  expect(await readiness.failing()).toEqual([]);
  const setting = { name: 'installation_key_check', value: 'of another key', ifAbsent: false };
  await store.change.writeSetting(setting);
  expect(await readiness.failing()).toMatchObject([{ name: 'key' }]);
});

it('says that the database fails, and nothing of the key, when it is gone', async () => {
  const { authority, store } = await openAuthority();
  const { readiness, watchAuthority } = createMonitoring({ version: 'test' });
  watchAuthority(authority);
  await store.close();
  expect(await readiness.failing()).toMatchObject([{ name: 'database' }]);
});

it('takes a check without an answer for failed', { timeout: 10_000 }, async () => {
  const { readiness } = createMonitoring({ version: 'test' });
  readiness.add({ name: 'stuck', failure: 'it is stuck', check: () => new Promise(() => undefined) });
  expect(await readiness.failing()).toMatchObject([{ name: 'stuck', failure: 'it is stuck' }]);
});
