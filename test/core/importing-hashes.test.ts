import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HashImport } from '../../src/core/operations/import-hashes.ts';
import type { ImportedHash } from '../../src/core/token/imported-hash.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { type OpenAuthority, openAuthority } from '../support/open-authority.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sha512 = (bytes: string | Buffer) => createHash('sha512').update(bytes).digest('hex');
const knox = `${'c0ffee'.repeat(10)}abcd`;
const root = { id: 1 };

/** A secret as its holder presents it, and what the other system kept of it. */
const tokens: readonly (readonly [string, ImportedHash])[] = [
  [
    'plain-secret-of-forty-characters-or-so',
    { scheme: 'sha256', hash: sha256('plain-secret-of-forty-characters-or-so') },
  ],
  [
    '17|aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcd',
    { scheme: 'sanctum', selector: '17', hash: sha256('aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcd') },
  ],
  [knox, { scheme: 'sha512', selector: knox.slice(0, 15), hash: sha512(knox) }],
  [`0${knox}f`, { scheme: 'sha512_bytes', selector: 'x', hash: sha512(Buffer.from(`0${knox}f`, 'hex')) }],
];
const imports = tokens.map(
  ([, hash]): HashImport => ({
    name: hash.scheme,
    account: root,
    scopes: ['orders:read'],
    expiresAt: null,
    hash,
  }),
);

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

describe.each([
  ['SQLite', async () => 'sqlite::memory:'],
  ['PostgreSQL', () => postgres.createDatabase()],
])('over %s', (_, databaseUrl) => {
  let opened: OpenAuthority;
  beforeAll(async () => {
    opened = await openAuthority({}, { store: await openStore({ databaseUrl: await databaseUrl() }) });
  });
  afterAll(async () => {
    await opened.authority.close();
    await opened.store.close();
  });

  it('tokens of other systems go on working by their hashes alone, and are imported once', async () => {
    const { authority, operator } = opened;
    for (const [secret] of tokens) expect((await authority.verify({ secret })).valid).toBe(false);
    const outcomes = await authority.importHashes(operator, imports);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(tokens.map(() => 'imported'));
    for (const [index, [secret, { scheme }]] of tokens.entries()) {
      const verdict = await authority.verify({ secret });
      expect(verdict, scheme).toMatchObject({ valid: true, record: { token: { kind: 'imported_token' } } });
      const found = await authority.identify(secret);
      expect(found).toMatchObject({ class: 'issued', details: { token: { name: scheme } } });
      expect(await authority.identifyMany([{ secret }])).toMatchObject([{ class: 'issued' }]);
      expect(outcomes[index]).toMatchObject({ tokenId: verdict.record?.token.id });
    }
    const again = await authority.importHashes(operator, imports);
    expect(again).toEqual(outcomes.map((one) => ({ ...one, outcome: 'known' })));
    const twice = [...imports, ...imports].map((one) => ({ ...one, hash: { ...one.hash } }));
    expect((await authority.importHashes(operator, twice)).every(({ outcome }) => outcome === 'known')).toBe(
      true,
    );
  });

  it('one that was revoked is refused at once, however its secret is spelt', async () => {
    const { authority, operator } = opened;
    for (const [secret] of tokens) {
      const verdict = await authority.verify({ secret });
      await authority.revoke(operator, verdict.record ?? expect.fail());
      expect(await authority.verify({ secret })).toMatchObject({ valid: false, reason: 'revoked' });
    }
    for (const secret of ['aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcd', `18|${tokens[1]?.[0].slice(3)}`])
      expect((await authority.verify({ secret })).valid).toBe(false);
  });

  it('what cannot be imported is refused with its reason, and the rest is imported', async () => {
    const { authority, operator } = opened;
    const good: HashImport = {
      name: 'x',
      account: root,
      hash: { scheme: 'sha256', hash: sha256('another') },
    };
    const outcomes = await authority.importHashes(operator, [
      { ...good, hash: { scheme: 'sha256', hash: 'abc' } },
      { ...good, hash: { scheme: 'sanctum', selector: '', hash: sha256('y') } },
      { ...good, name: ' ', hash: { scheme: 'sha256', hash: sha256('z') } },
      { ...good, account: { username: 'nobody' }, hash: { scheme: 'sha256', hash: sha256('w') } },
      good,
    ]);
    expect(outcomes.map((one) => ('code' in one ? one.code : one.outcome))).toEqual([
      'invalid_argument',
      'invalid_argument',
      'missing_argument',
      'unknown_account',
      'imported',
    ]);
  });

  it('the scheme and the selector are told, and nothing of the secret but what the other system showed', async () => {
    const { authority } = opened;
    const found = await authority.identify(tokens[1]?.[0] ?? '');
    const { token } = found.class === 'issued' ? found.details : expect.fail();
    expect(token.attributes).toEqual({ imported_hash: { scheme: 'sanctum', selector: '17' } });
    expect(token.publicId).toBe('17|****');
  });
});

it('a restart forgets none of them: strings of no known shape are looked for where hashes were imported', async () => {
  const { authority, operator, store } = await openAuthority();
  await authority.importHashes(operator, imports);
  const second = await openAuthority({}, { store });
  for (const [secret] of tokens) expect((await second.authority.verify({ secret })).valid).toBe(true);
});

it('a caller cannot import what it could not issue', async () => {
  const { authority, callerWith } = await openAuthority();
  const caller = await callerWith('admin', ['tokens:write']);
  expect(await authority.importHashes(caller, imports.slice(0, 1))).toMatchObject([
    { outcome: 'refused', code: 'scope_not_granted' },
  ]);
});
