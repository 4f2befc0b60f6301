import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenCaller } from '../../src/core/access/caller.ts';
import { AuthorityError } from '../../src/core/authority-error.ts';
import { openAuthority } from '../support/open-authority.ts';

const scope = fc.constantFrom('*', 'tokens:read', 'tokens:write', 'orders:read', 'orders:write', 'api');
const scopes = fc.uniqueArray(scope, { maxLength: 4 });

describe('nobody but an administrator holding * grants a scope that its own token lacks', () => {
  it('by issuing, by widening or by rotating, for all roles and scopes', async () => {
    const { authority, operator, callerWith } = await openAuthority();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('admin', 'editor', 'viewer'),
        scopes,
        scopes,
        async (role, held, wanted) => {
          const caller = await callerWith(role, held);
          const mayGrant = wanted.every(
            (one) => held.includes(one) || (held.includes('*') && (one !== '*' || held.includes('*'))),
          );
          const request = { kind: 'access_token', name: 'granted', scopes: wanted } as const;
          const victim = (await authority.issue(operator, { ...request, account: { id: 1 } })).details;
          const bare = (await authority.issue(operator, { ...request, scopes: [] })).details;
          const attempts = [
            () => authority.issue(caller, request),
            () => authority.update(caller, bare, { scopes: wanted }),
            () => authority.rotate(caller, victim, {}),
          ];
          for (const attempt of attempts) {
            const refusal = await attempt().then(
              () => null,
              (error: unknown) => error,
            );
            if (mayGrant) expect(refusal).toBeNull();
            else expect(refusal).toMatchObject({ code: 'scope_not_granted' });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('except under the rule of a dialect, where any scope of the kind is granted and no other', async () => {
    const { authority, callerWith } = await openAuthority();
    const caller = await callerWith('viewer', ['apiTokens.write']);
    const request = { kind: 'dynatrace_api_token', name: 'x', grants: 'dialect' } as const;
    const { details } = await authority.issue(caller, { ...request, scopes: ['metrics.read'] });
    const scopes = ['logs.read', 'metrics.read'];
    await expect(authority.update(caller, details, { scopes })).rejects.toMatchObject({
      code: 'scope_not_granted',
    });
    const { token } = await authority.update(caller, details, { scopes, grants: 'dialect' });
    expect(token.scopes).toEqual(scopes);
    for (const wrong of ['*', 'api'])
      await expect(
        authority.update(caller, details, { scopes: [wrong], grants: 'dialect' }),
      ).rejects.toMatchObject({ code: 'scope_not_available' });
  });

  it('and only an administrator holding * makes administrators', async () => {
    const { authority, callerWith } = await openAuthority();
    const request = { type: 'user', username: 'boss', role: 'admin' } as const;
    for (const caller of [await callerWith('admin', ['directory:write']), await callerWith('editor', ['*'])])
      await expect(authority.createAccount(caller, request)).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(authority.createAccount(await callerWith('admin', ['*']), request)).resolves.toMatchObject({
      role: 'admin',
    });
  });

  it("a GitLab or Dynatrace kind takes only its dialect's scopes, never *", async () => {
    const { authority, operator } = await openAuthority();
    for (const [kind, wrong] of [
      ['personal_access_token', '*'],
      ['personal_access_token', 'metrics.read'],
      ['dynatrace_api_token', 'api'],
      ['dynatrace_api_token', '*'],
      ['unleash_client_token', 'unleash:admin'],
      ['feed_token', 'api'],
    ] as const)
      await expect(authority.issue(operator, { kind, name: 'x', scopes: [wrong] })).rejects.toMatchObject({
        code: 'scope_not_available',
      });
  });
});

describe('the scope api of GitLab', () => {
  const administrators = ['sudo', 'admin_mode', 'read_service_ping'] as const;

  it('grants what an ordinary user may do, to GitLab tokens only, and nothing of an administrator', async () => {
    const { authority, callerWith } = await openAuthority();
    const caller = await callerWith('admin', ['api']);
    const issue = (kind: 'personal_access_token' | 'access_token', one: string) =>
      authority.issue(caller, { kind, name: 'x', scopes: [one] });
    for (const one of ['read_api', 'read_user', 'k8s_proxy', 'self_rotate', 'write_repository'])
      await expect(issue('personal_access_token', one)).resolves.toBeDefined();
    for (const one of administrators)
      await expect(issue('personal_access_token', one)).rejects.toMatchObject({ code: 'scope_not_granted' });
    await expect(issue('access_token', 'read_user')).rejects.toMatchObject({ code: 'scope_not_granted' });
  });

  it('and read_api implies nothing', async () => {
    const { authority, callerWith } = await openAuthority();
    const caller = await callerWith('admin', ['read_api']);
    const request = { kind: 'personal_access_token', name: 'x', scopes: ['read_user'] } as const;
    await expect(authority.issue(caller, request)).rejects.toMatchObject({ code: 'scope_not_granted' });
  });

  it('rotates no token that carries more than it implies', async () => {
    const { authority, operator, callerWith } = await openAuthority();
    const caller = await callerWith('admin', ['api']);
    for (const one of administrators) {
      const request = { kind: 'personal_access_token', name: 'x', scopes: [one] } as const;
      const { details } = await authority.issue(operator, request);
      await expect(authority.rotate(caller, details, {})).rejects.toMatchObject({
        code: 'scope_not_granted',
      });
    }
  });
});

describe('issuing', () => {
  it('answers the same token for the same idempotency key, and refuses the key for another request', async () => {
    const { authority, operator } = await openAuthority();
    const request = { kind: 'access_token', name: 'once', idempotencyKey: 'k1' } as const;
    const first = await authority.issue(operator, request);
    const again = await authority.issue(operator, request);
    expect(again.details.token.id).toBe(first.details.token.id);
    expect(again.secret).toBeNull();
    await expect(authority.issue(operator, { ...request, name: 'other' })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
  });

  it('takes over an existing secret of any shape once, and knows it afterwards', async () => {
    const { authority, operator } = await openAuthority();
    const secret = 'legacy!secret~of-no-known-shape';
    const request = { kind: 'access_token', name: 'old', secret } as const;
    expect(await authority.verify({ secret })).toMatchObject({ valid: false, reason: 'malformed' });
    await authority.issue(operator, request);
    expect(await authority.verify({ secret })).toMatchObject({ valid: true });
    await expect(authority.issue(operator, { ...request, kind: 'feed_token' })).rejects.toMatchObject({
      code: 'secret_already_known',
    });
    for (const bad of ['short', 'has blank in the middle', 'x'.repeat(4097), `${'x'.repeat(20)}\u00e9`])
      await expect(authority.issue(operator, { ...request, secret: bad })).rejects.toBeInstanceOf(
        AuthorityError,
      );
  });

  it('knows an imported secret of any shape after a restart', async () => {
    const { authority, operator, store } = await openAuthority();
    await authority.issue(operator, {
      kind: 'access_token',
      name: 'old',
      secret: 'legacy!secret~of-no-known-shape',
    });
    const again = await openAuthority({}, { store });
    expect(await again.authority.verify({ secret: 'legacy!secret~of-no-known-shape' })).toMatchObject({
      valid: true,
    });
  });

  it('is refused under another installation key, at the start', async () => {
    const { store } = await openAuthority();
    await expect(openAuthority({}, { store, key: Buffer.alloc(32, 8) })).rejects.toThrow('installation key');
  });

  it('recognises every prefix ever configured', async () => {
    const first = await openAuthority({ gitlabTokenPrefix: 'acme-pat-' });
    const { secret } = await first.authority.issue(first.operator, {
      kind: 'personal_access_token',
      name: 'x',
      scopes: ['api'],
    });
    expect(secret?.reveal()).toMatch(/^acme-pat-/);
    const later = await openAuthority({ gitlabTokenPrefix: 'new-' }, { store: first.store });
    expect(later.authority.kinds.recognise(secret?.reveal() ?? '')).toMatchObject({ class: 'well_formed' });
  });
});

describe('a flood of strings that are no tokens', () => {
  it('costs no read where the shape is wrong', async () => {
    const { authority, store } = await openAuthority();
    let reads = 0;
    const find = store.findTokenByDigest;
    Object.assign(store, {
      findTokenByDigest: (...args: Parameters<typeof find>) => {
        reads += 1;
        return find(...args);
      },
    });
    for (const secret of ['nonsense-nonsense-nonsense', `jtn_${'a'.repeat(36)}`, 'glpat-xx', 'ghp_abc', ''])
      expect(await authority.verify({ secret })).toMatchObject({ reason: 'malformed' });
    expect(reads).toBe(0);
    await authority.verify({ secret: authority.kinds.get('access_token').example });
    expect(reads).toBe(1);
  });
});

describe('power that a weak scope could bring back, or bring in by another way', () => {
  it('a token that may do more than the caller is not revived, extended or opened to other addresses by it', async () => {
    const { authority, operator, callerWith, clock } = await openAuthority();
    const weak = await callerWith('admin', ['tokens:write']);
    const strong = { kind: 'access_token', name: 'strong', account: { id: 1 }, scopes: ['*'] } as const;
    const { details } = await authority.issue(operator, {
      ...strong,
      expiresAt: clock.now() + 1000,
      allowedIps: ['10.0.0.0/8'],
      limits: { requests: 1, perSeconds: 1 },
    });
    const attempts = [
      { expiresAt: null },
      { expiresAt: clock.now() + 2000 },
      { allowedIps: null },
      { allowedIps: ['11.0.0.0/8'] },
      { limits: null },
    ];
    for (const attempt of attempts)
      await expect(authority.update(weak, details, attempt)).rejects.toMatchObject({
        code: 'scope_not_granted',
      });
    const narrower = [
      { expiresAt: clock.now() + 500 },
      { allowedIps: ['10.1.0.0/16'] },
      { limits: { requests: 1, perSeconds: 2 } },
      { disabled: true },
    ];
    let now = details;
    for (const attempt of narrower) now = await authority.update(weak, now, attempt);
    await expect(authority.update(weak, now, { disabled: false })).rejects.toMatchObject({
      code: 'scope_not_granted',
    });
    await expect(authority.update(operator, now, { disabled: false })).resolves.toMatchObject({
      token: { disabledAt: null },
    });
  });

  it("a kind that acts with its account's whole power is not issued or rotated by whoever lacks that power", async () => {
    const { authority, operator, callerWith } = await openAuthority();
    const weak = await callerWith('admin', ['tokens:write']);
    const request = { kind: 'unleash_personal_access_token', name: 'x', account: { id: 1 } } as const;
    await expect(authority.issue(weak, request)).rejects.toMatchObject({ code: 'scope_not_granted' });
    const { details } = await authority.issue(operator, request);
    await expect(authority.rotate(weak, details, {})).rejects.toMatchObject({ code: 'scope_not_granted' });
    await expect(
      authority.issue(await callerWith('admin', ['unleash:admin']), request),
    ).resolves.toBeDefined();
  });

  it('an account is given no permissions, and an administrator is not unblocked, without *', async () => {
    const { authority, operator, callerWith } = await openAuthority();
    const weak = await callerWith('admin', ['directory:write']);
    const attributes = { unleash_permissions: ['ADMIN'] };
    const request = { type: 'user', username: 'viewer', role: 'viewer' } as const;
    await expect(authority.createAccount(weak, { ...request, attributes })).rejects.toMatchObject({
      code: 'not_permitted',
    });
    const viewer = await authority.createAccount(weak, { ...request, attributes: { team: 'a' } });
    await expect(authority.updateAccount(weak, viewer, { attributes })).rejects.toMatchObject({
      code: 'not_permitted',
    });
    await expect(authority.updateAccount(weak, viewer, { attributes: { team: 'b' } })).resolves.toBeDefined();
    const boss = await authority.createAccount(operator, { type: 'user', username: 'boss', role: 'admin' });
    const blocked = await authority.updateAccount(weak, boss, { blocked: true });
    await expect(authority.updateAccount(weak, blocked, { blocked: false })).rejects.toMatchObject({
      code: 'not_permitted',
    });
    await expect(authority.updateAccount(operator, blocked, { blocked: false })).resolves.toMatchObject({
      blockedAt: null,
    });
  });
});

describe('an Unleash API token issued through the core', () => {
  it.each([
    ['unleash_client_token', { environment: '*' }],
    ['unleash_client_token', { environment: 'a.b' }],
    ['unleash_client_token', { environment: 'a:b' }],
    ['unleash_client_token', { projects: [] }],
    ['unleash_client_token', { projects: ['default', 'default'] }],
    ['unleash_client_token', { projects: ['a,b'] }],
    ['unleash_client_token', { projects: 'default' }],
    ['unleash_frontend_token', { environment: 7 }],
    ['unleash_admin_token', { environment: 'default' }],
    ['unleash_admin_token', { projects: ['default'] }],
  ] as const)(
    'as a %s reaches nothing that its kind or its secret cannot say: %j',
    async (kind, attributes) => {
      const { authority, operator } = await openAuthority();
      await expect(authority.issue(operator, { kind, name: 'x', attributes })).rejects.toBeInstanceOf(
        AuthorityError,
      );
    },
  );

  it("reaches what its record and its secret say, the installation's environment where none was named", async () => {
    const { authority, operator } = await openAuthority({ unleashDefaultEnvironment: 'development' });
    const request = { kind: 'unleash_client_token', name: 'x' } as const;
    const bare = await authority.issue(operator, request);
    expect(bare.details.token.attributes).toEqual({ environment: 'development' });
    expect(bare.secret?.reveal()).toMatch(/^\*:development\.[0-9a-f]{56}$/);
    const scoped = await authority.issue(operator, {
      ...request,
      attributes: { projects: ['default'], environment: 'default', note: 1 },
    });
    expect(scoped.details.token.attributes).toEqual({
      projects: ['default'],
      environment: 'default',
      note: 1,
    });
    const all = await authority.issue(operator, { ...request, attributes: { projects: ['*', 'default'] } });
    expect(all.secret?.reveal()).toMatch(/^\*:development\./);
  });
});

it('an imported Dynatrace token of another shape has an id of its own', async () => {
  const { authority, operator } = await openAuthority();
  const ids = [];
  for (const secret of ['old-dynatrace-token-number-1', 'new-dynatrace-token-number-1'])
    ids.push(
      (await authority.issue(operator, { kind: 'dynatrace_api_token', name: 'old', secret })).details.token
        .publicId,
    );
  expect(new Set(ids).size).toBe(2);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('a resource never stands below itself', async () => {
  const { authority, operator } = await openAuthority();
  const [a, b] = [
    await authority.createResource(operator, { type: 'group', path: 'a' }),
    await authority.createResource(operator, { type: 'group', path: 'b' }),
  ];
  const below = await authority.updateResource(operator, b, { parentId: a.id });
  await expect(authority.updateResource(operator, a, { parentId: below.id })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  await expect(authority.updateResource(operator, a, { parentId: a.id })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});

describe('a restriction to addresses is not shaken off by making another token', () => {
  it.each(['gitlab', 'dynatrace', 'unleash'])('in %s, which has no word for it', async (via) => {
    const { authority, operator } = await openAuthority();
    const allowedIps = ['10.0.0.0/8'];
    const { details } = await authority.issue(operator, {
      kind: 'access_token',
      name: 'bound',
      scopes: ['*'],
      allowedIps,
    });
    const caller = tokenCaller(details, { via, ip: '10.0.0.1', requestId: null });
    for (const kind of [
      'personal_access_token',
      'dynatrace_api_token',
      'unleash_personal_access_token',
    ] as const) {
      const made = await authority.issue(caller, { kind, name: 'made' });
      expect(made.details.token.allowedIps).toEqual(allowedIps);
    }
    const shared = await authority.issue(caller, {
      kind: 'unleash_client_token',
      name: 'for others, elsewhere',
    });
    expect(shared.details.token.allowedIps).toBeNull();
  });
});
