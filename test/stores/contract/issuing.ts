import { expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import { anAccount, anEvent, anIssue, aToken, issue, noon } from '../../support/store-fixtures.ts';

const key = { key: 'caller:1', request: 'request', notBefore: noon - 1_000 };

export function issuingContract(store: () => Store): void {
  test('an issued token is named with its audit event', async () => {
    const issued = await store().change.issueToken(anIssue(aToken(), { audit: anEvent({ accountId: 7 }) }));
    expect(issued).toMatchObject({ outcome: 'issued', tokenId: 1, subjects: [] });
    expect(await store().listAuditEvents({ limit: 10 })).toMatchObject([{ tokenId: 1, accountId: 7 }]);
  });

  test('a bot is made under the id reserved for it, and the token acts for it', async () => {
    const { id } = await store().change.reserveAccountId({});
    const bot = { id, ...anAccount({ type: 'bot' }) };
    const token = aToken();
    await store().change.issueToken(anIssue(token, { bot }));
    const record = (await store().findTokenByDigest([token.digest])).details;
    expect(record).toMatchObject({ token: { accountId: id }, account: bot });
    expect(await store().listAuditEvents({ limit: 10 })).toMatchObject([{ tokenId: 1, accountId: id }]);
  });

  test('a refused issue leaves no bot, no event and no key behind', async () => {
    const token = aToken();
    await store().change.issueToken(anIssue(token));
    const { id } = await store().change.reserveAccountId({});
    const bot = { id, ...anAccount({ type: 'bot' }) };
    const refused = await store().change.issueToken(anIssue(token, { bot, idempotency: key }));
    expect(refused).toMatchObject({ outcome: 'digest_known', subjects: [] });
    expect(await store().findAccount(id)).toBeNull();
    expect(await store().listAuditEvents({ limit: 10 })).toHaveLength(1);
    const later = await store().change.issueToken(anIssue(aToken(), { idempotency: key }));
    expect(later.outcome).toBe('issued');
  });

  test('the same key with the same request answers the token issued before', async () => {
    await store().change.issueToken(anIssue(aToken(), { idempotency: key }));
    const again = await store().change.issueToken(anIssue(aToken(), { idempotency: key }));
    expect(again).toMatchObject({ outcome: 'replayed', tokenId: 1, subjects: [] });
    expect(await store().countTokens({ now: noon })).toBe(1);
    expect(await store().listAuditEvents({ limit: 10 })).toHaveLength(1);
  });

  test('the same key with another request is a conflict', async () => {
    await store().change.issueToken(anIssue(aToken(), { idempotency: key }));
    const other = { ...key, request: 'another' };
    const again = await store().change.issueToken(anIssue(aToken(), { idempotency: other }));
    expect(again).toMatchObject({ outcome: 'idempotency_conflict', subjects: [] });
  });

  test('a key is good from its last instant on and replaced when older', async () => {
    await store().change.issueToken(anIssue(aToken(), { idempotency: key }));
    const atLimit = { ...key, notBefore: noon };
    const replayed = await store().change.issueToken(anIssue(aToken(), { idempotency: atLimit }));
    expect(replayed.outcome).toBe('replayed');
    const past = { ...key, request: 'another', notBefore: noon + 1 };
    const audit = anEvent({ at: noon + 2 });
    const replaced = await store().change.issueToken(anIssue(aToken(), { idempotency: past, audit }));
    expect(replaced).toMatchObject({ outcome: 'issued', tokenId: 2 });
    const again = await store().change.issueToken(anIssue(aToken(), { idempotency: past, audit }));
    expect(again).toMatchObject({ outcome: 'replayed', tokenId: 2 });
  });

  test('two hundred at once with one key issue one token', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => store().change.issueToken(anIssue(aToken(), { idempotency: key }))),
    );
    expect(answers.filter(({ outcome }) => outcome === 'issued')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'replayed')).toHaveLength(199);
    expect(new Set(answers.map((answer) => ('tokenId' in answer ? answer.tokenId : null))).size).toBe(1);
    expect(await store().countTokens({ now: noon })).toBe(1);
  });

  test('a limit counts tokens of its kinds, tombstones left aside', async () => {
    const limit = { kinds: ['unleash_client_token', 'unleash_admin_token'] as const, max: 2 };
    const client = () => anIssue(aToken({ kind: 'unleash_client_token' }), { limit });
    await issue(store(), { kind: 'access_token' });
    await issue(store(), { kind: 'unleash_admin_token' });
    expect((await store().change.issueToken(client())).outcome).toBe('issued');
    expect(await store().change.issueToken(client())).toMatchObject({
      outcome: 'limit_reached',
      subjects: [],
    });
    await store().change.deleteToken({ tokenId: 2, at: noon, audit: anEvent() });
    expect((await store().change.issueToken(client())).outcome).toBe('issued');
    const none = anIssue(aToken(), { limit: { kinds: ['deploy_token'], max: 0 } });
    expect((await store().change.issueToken(none)).outcome).toBe('limit_reached');
  });

  test('a limit holds among tokens issued at once', async () => {
    const limit = { kinds: ['access_token'] as const, max: 5 };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => store().change.issueToken(anIssue(aToken(), { limit }))),
    );
    expect(answers.filter(({ outcome }) => outcome === 'issued')).toHaveLength(5);
  });

  test('a change that fails harms none of those asked for at the same time', async () => {
    const taken = anAccount({ type: 'bot' });
    await store().change.issueToken(anIssue(aToken(), { bot: { id: 100, ...taken } }));
    const answers = await Promise.allSettled([
      store().change.issueToken(anIssue()),
      store().change.issueToken(anIssue(aToken(), { bot: { id: 101, ...taken } })),
      store().change.issueToken(anIssue(aToken({ accountId: 999 }))),
      store().change.issueToken(anIssue()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await store().countTokens({ now: noon })).toBe(3);
    expect(await store().listAuditEvents({ limit: 10 })).toHaveLength(3);
  });
}
