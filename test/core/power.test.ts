import { beforeEach, describe, expect, it } from 'vitest';
import type { Issued, IssueRequest } from '../../src/core/operations/issue-token.ts';
import { type OpenAuthority, openAuthority } from '../support/open-authority.ts';

let open: OpenAuthority;

beforeEach(async () => {
  open = await openAuthority();
});

describe('a token whose power was taken away is refused at once, even if it is remembered', () => {
  it('revoked', async () => {
    const { secret, details } = await issue();
    expect(await validity(secret)).toBe(true);
    expect(await open.authority.revoke(open.operator, details, 'leaked')).toBe('revoked');
    expect(await validity(secret)).toBe('revoked');
    expect(await open.authority.revoke(open.operator, details)).toBe('already');
    expect((await open.authority.token(details.token.id))?.token.revokedReason).toBe('leaked');
  });

  it('of a blocked account, until it is unblocked', async () => {
    const { secret, details } = await issue();
    const { account } = details;
    if (account === null) throw new Error('an access token has an account');
    expect(await validity(secret)).toBe(true);
    const blocked = await open.authority.updateAccount(open.operator, account, { blocked: true });
    expect(await validity(secret)).toBe('account_blocked');
    await open.authority.updateAccount(open.operator, blocked, { blocked: false });
    expect(await validity(secret)).toBe(true);
  });

  it('disabled, narrowed, restricted to other addresses, or cut short', async () => {
    const { secret, details } = await issue({ scopes: ['orders:read', 'orders:write'] });
    const { authority, operator } = open;
    const demand = { scopes: ['orders:write'], ip: '192.0.2.1' };
    expect(await validity(secret, demand)).toBe(true);
    await authority.update(operator, details, { scopes: ['orders:read'] });
    expect(await validity(secret, demand)).toBe('insufficient_scope');
    await authority.update(operator, details, { scopes: ['orders:write'], allowedIps: ['10.0.0.0/8'] });
    expect(await validity(secret, demand)).toBe('ip_denied');
    await authority.update(operator, details, { allowedIps: null, disabled: true });
    expect(await validity(secret, demand)).toBe('disabled');
    await authority.update(operator, details, { disabled: false, expiresAt: open.clock.now() + 1000 });
    expect(await validity(secret, demand)).toBe(true);
    open.clock.advance(1000);
    expect(await validity(secret, demand)).toBe('expired');
  });

  it('rotated: the successor works, the old one does not, and presenting it is an alarm', async () => {
    const { secret, details } = await issue();
    expect(await validity(secret)).toBe(true);
    const rotated = await open.authority.rotate(open.operator, details, {});
    expect(await validity(secret)).toBe('revoked');
    expect(await validity(rotated.secret.reveal())).toBe(true);
    expect(rotated.details.token).toMatchObject({ rotatedFromId: details.token.id, kind: 'access_token' });
    expect(rotated.details.use.count).toBe(0);
    expect((await present(rotated.details)).use.count).toBe(1);
    await validity(secret);
    const alarms = await open.authority.auditEvents({ type: 'retired_token_presented', limit: 10 });
    expect(alarms.map(({ tokenId }) => tokenId)).toEqual([details.token.id]);
    await expect(open.authority.rotate(open.operator, await present(details), {})).rejects.toMatchObject({
      code: 'token_not_live',
    });
  });

  it('rotated with grace: both work until the grace period ends, unless the old one is revoked before', async () => {
    const [first, second] = [await issue(), await issue()];
    await open.authority.rotate(open.operator, first.details, { graceSeconds: 60 });
    await open.authority.rotate(open.operator, second.details, { graceSeconds: 60 });
    expect([await validity(first.secret), await validity(second.secret)]).toEqual([true, true]);
    expect(await open.authority.revoke(open.operator, await present(second.details))).toBe('revoked');
    expect(await validity(second.secret)).toBe('revoked');
    open.clock.advance(60_000);
    expect(await validity(first.secret)).toBe('revoked');
  });

  it('of a job that stopped running', async () => {
    const job = await open.authority.createResource(open.operator, {
      type: 'job',
      path: 'job/1',
      attributes: { status: 'running' },
    });
    const { secret } = await issue({ kind: 'ci_job_token', resource: { id: job.id }, scopes: [] });
    expect(await validity(secret)).toBe(true);
    await open.authority.updateResource(open.operator, job, { attributes: { status: 'success' } });
    expect(await validity(secret)).toBe('expired');
  });
});

describe('revoking does what the kind says', () => {
  it.each(['access_token', 'feed_token'] as const)(
    'a %s that was revoked before is a change again, so that it is waited for',
    async (kind) => {
      const { details } = await issue({ kind, scopes: [] });
      await open.authority.revoke(open.operator, details);
      const { lastChange } = await open.authority.nodes();
      const revoked = await present(details);
      expect(await open.authority.revoke(open.operator, revoked)).toBe('already');
      expect((await open.authority.nodes()).lastChange).toBe(lastChange + 1);
    },
  );

  it('resets a feed token: a successor exists, the old secret is revoked with reason reset', async () => {
    const { secret, details } = await issue({ kind: 'feed_token', scopes: [] });
    expect(await open.authority.revoke(open.operator, details)).toBe('reset');
    const after = await present(details);
    expect(after.token).toMatchObject({ revokedReason: 'reset' });
    expect(await validity(secret)).toBe('revoked');
    const successor = await open.authority.token(after.token.replacedById ?? 0);
    expect(successor?.token).toMatchObject({
      kind: 'feed_token',
      revokedAt: null,
      rotatedFromId: details.token.id,
    });
  });

  it('leaves a tombstone of a Dynatrace token that still answers whose it was', async () => {
    const { secret, details } = await issue({ kind: 'dynatrace_api_token', scopes: ['metrics.read'] });
    expect(await open.authority.revoke(open.operator, details)).toBe('deleted');
    expect(await validity(secret)).toBe('deleted');
    expect(await open.authority.identify(secret)).toMatchObject({
      class: 'issued',
      details: { account: { username: 'root' }, token: { name: details.token.name } },
    });
  });

  it('erases the sealed copy of a deleted Unleash secret', async () => {
    const { secret, details } = await issue({ kind: 'unleash_client_token', scopes: undefined });
    const shown = await open.authority.secrets(open.operator, [details], 'x');
    expect(shown.get(details.token.id)?.reveal()).toBe(secret);
    await open.authority.revoke(open.operator, details);
    expect((await open.authority.secrets(open.operator, [details], 'x')).size).toBe(0);
  });

  it('blocks the bot of a project access token', async () => {
    const project = await open.authority.createResource(open.operator, { type: 'project', path: 'acme/app' });
    const { secret, details } = await issue({
      kind: 'project_access_token',
      resource: { id: project.id },
      scopes: ['api'],
    });
    expect(details.account).toMatchObject({ type: 'bot', role: 'editor' });
    expect(details.account?.username).toMatch(new RegExp(`^project_${project.id}_bot_[0-9a-f]+$`));
    await open.authority.revoke(open.operator, details);
    expect(await validity(secret)).toBe('revoked');
    expect((await open.authority.account(details.account?.id ?? 0))?.blockedAt).not.toBeNull();
  });

  it.each(['ci_job_token', 'scim_token', 'runner_registration_token'] as const)(
    'refuses to revoke a %s',
    async (kind) => {
      const job = await open.authority.createResource(open.operator, {
        type: 'job',
        path: 'j',
        attributes: { status: 'running' },
      });
      const { secret, details } = await issue({
        kind,
        scopes: [],
        ...(kind === 'ci_job_token' && { resource: { id: job.id } }),
      });
      expect(await open.authority.revoke(open.operator, details)).toBe('not_revocable');
      expect(await validity(secret)).toBe(true);
    },
  );
});

async function issue(
  request: Partial<Omit<IssueRequest, 'scopes'>> & { scopes?: readonly string[] | undefined } = {},
) {
  const { scopes = ['orders:read'], ...rest } = request;
  const wanted = 'scopes' in request && request.scopes === undefined ? {} : { scopes };
  const issued: Issued = await open.authority.issue(open.operator, {
    kind: 'access_token',
    name: 'token',
    ...wanted,
    ...rest,
  });
  return { secret: issued.secret?.reveal() ?? '', details: issued.details };
}

async function present(details: Issued['details']) {
  const now = await open.authority.token(details.token.id);
  if (now === null) throw new Error('the record is gone');
  return now;
}

async function validity(secret: string, demands: { scopes?: string[]; ip?: string } = {}) {
  const verdict = await open.authority.verify({ secret, ...demands });
  return verdict.valid ? true : verdict.reason;
}
