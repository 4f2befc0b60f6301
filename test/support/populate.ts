import { createHash } from 'node:crypto';
import type { Authority } from '../../src/core/authority.ts';
import type { OpenAuthority } from './open-authority.ts';

/** The secrets of a populated store, by what became of their tokens. */
export interface Populated {
  readonly good: readonly string[];
  readonly dead: readonly string[];
}

/** Fills a store with something of everything. */
export async function populate({
  authority,
  operator,
  rootSecret,
  clock,
}: OpenAuthority): Promise<Populated> {
  const ada = await authority.createAccount(operator, {
    type: 'user',
    username: 'ada',
    email: 'ada@example.com',
  });
  const bob = await authority.createAccount(operator, {
    type: 'user',
    username: 'Bøb',
    attributes: { a: ['ü', 1] },
  });
  const group = await authority.createResource(operator, { type: 'group', path: 'acme' });
  const project = await authority.createResource(operator, {
    type: 'project',
    path: 'acme/shop',
    parent: group.id,
  } as never);
  const issue = async (request: Parameters<Authority['issue']>[1]) => {
    const { details, secret } = await authority.issue(operator, request);
    return { details, secret: secret?.reveal() ?? '' };
  };
  // Never: PostgreSQL judges by its own time.
  const plain = { kind: 'access_token', account: { id: ada.id }, expiresAt: null } as const;
  const used = await issue({
    ...plain,
    name: 'used',
    scopes: ['a', 'b'],
    allowedIps: ['10.0.0.0/8'],
    idempotencyKey: 'k1',
  });
  for (const ip of ['10.0.0.1', '10.0.0.2', '10.0.0.1']) {
    clock.advance(61_000);
    await authority.verify({ secret: used.secret, ip });
  }
  const rotated = await issue({ ...plain, name: 'rotated', limits: { requests: 5, perSeconds: 1 } });
  const next = await authority.rotate(operator, rotated.details, {});
  const revoked = await issue({ ...plain, name: 'revoked' });
  await authority.revoke(operator, revoked.details, 'leaked');
  const sealed = await issue({ kind: 'unleash_admin_token', name: 'sealed' });
  const tombstone = await issue({
    kind: 'dynatrace_api_token',
    name: 'gone',
    account: { id: ada.id },
    scopes: ['metrics.read'],
  });
  await authority.revoke(operator, tombstone.details);
  const ofBlocked = await issue({ ...plain, account: { id: bob.id }, name: 'of a blocked account' });
  await authority.updateAccount(operator, bob, { blocked: true });
  await issue({
    kind: 'project_access_token',
    name: 'bot',
    resource: { type: 'project', path: project.path },
    scopes: ['api'],
    expiresAt: clock.now() + 86_400_000,
  });
  const shapeless = await issue({
    ...plain,
    kind: 'imported_token',
    name: 'shapeless',
    secret: 'any-shape-of-some-length',
  });
  const hashed = '7|of-another-system-by-its-hash';
  const hash = createHash('sha256').update('of-another-system-by-its-hash').digest('hex');
  await authority.importHashes(operator, [
    {
      name: 'hashed',
      account: { id: ada.id },
      expiresAt: null,
      hash: { scheme: 'sanctum', selector: '7', hash },
    },
  ]);
  await authority.secrets(operator, [sealed.details], 'everything');
  await authority.settle();
  return {
    good: [rootSecret, next.secret?.reveal() ?? '', sealed.secret, shapeless.secret, hashed],
    dead: [rotated.secret, revoked.secret, tombstone.secret, ofBlocked.secret],
  };
}
