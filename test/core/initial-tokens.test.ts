import { expect, it } from 'vitest';
import type { InitialToken } from '../../src/core/operations/import-unleash-tokens.ts';
import { openAuthority } from '../support/open-authority.ts';

const client: InitialToken = {
  kind: 'unleash_client_token',
  secret: 'a-free-string-of-a-client',
  attributes: { environment: 'production' },
};
const admin: InitialToken = {
  kind: 'unleash_admin_token',
  secret: `*:*.${'ab'.repeat(28)}`,
  attributes: {},
};

it('initial tokens work from the start, whatever their shape', async () => {
  const { authority } = await openAuthority();
  await authority.importUnleashTokens([client, admin]);
  for (const { secret, kind, attributes } of [client, admin]) {
    const verdict = await authority.verify({ secret });
    expect(verdict).toMatchObject({ valid: true, record: { token: { kind, name: 'admin', attributes } } });
  }
  const [event] = await authority.auditEvents({ type: 'token_imported', limit: 1 });
  expect(event?.actor).toEqual({ accountId: null, tokenId: null, via: 'jeton', ip: null, requestId: null });
});

it('nothing is imported while there is an Unleash token, other dialects’ aside', async () => {
  const { authority, operator } = await openAuthority();
  await authority.issue(operator, { kind: 'dynatrace_api_token', name: 'other' });
  await authority.importUnleashTokens([client]);
  await authority.importUnleashTokens([client, admin]);
  expect((await authority.verify({ secret: client.secret })).valid).toBe(true);
  expect((await authority.identify(admin.secret)).class).toBe('unknown');
});

it('a deleted initial token does not come back, though others are imported once all are gone', async () => {
  const { authority, operator } = await openAuthority();
  await authority.importUnleashTokens([client]);
  const identified = await authority.identify(client.secret);
  if (identified.class === 'issued') await authority.revoke(operator, identified.details);
  await authority.importUnleashTokens([client, admin]);
  expect(await authority.verify({ secret: client.secret })).toMatchObject({
    valid: false,
    reason: 'deleted',
  });
  expect((await authority.verify({ secret: admin.secret })).valid).toBe(true);
});

it('an import that ended half-way goes on at the next start', async () => {
  const { authority, store } = await openAuthority();
  const wrong = { ...admin, secret: 'too short' };
  await expect(authority.importUnleashTokens([client, wrong])).rejects.toThrow();
  expect(await store.readSetting('unleash_initial_tokens')).toBe('begun');
  await authority.importUnleashTokens([client, admin]);
  expect((await authority.verify({ secret: admin.secret })).valid).toBe(true);
});
