import { randomBytes } from 'node:crypto';
import type { NewAuditEvent } from '../../src/core/audit/audit-event.ts';
import type { NewAccount } from '../../src/core/directory/account.ts';
import type { NewResource } from '../../src/core/directory/resource.ts';
import type { Store } from '../../src/core/store.ts';
import type { IssueToken, NewToken } from '../../src/core/store-changes.ts';
import type { Token } from '../../src/core/token/token.ts';

/** The time at which everything in these tests happens, unless a test says otherwise. */
export const noon = Date.UTC(2026, 0, 2, 12);

export function anAccount(over: Partial<NewAccount> = {}): NewAccount {
  return {
    type: 'user',
    username: `account-${randomBytes(6).toString('hex')}`,
    name: 'Somebody',
    email: null,
    role: 'viewer',
    blockedAt: null,
    attributes: {},
    createdAt: noon,
    updatedAt: noon,
    ...over,
  };
}

export function aResource(over: Partial<NewResource> = {}): NewResource {
  return {
    type: 'project',
    path: `path/${randomBytes(6).toString('hex')}`,
    name: 'Something',
    parentId: null,
    ownerId: null,
    attributes: {},
    createdAt: noon,
    updatedAt: noon,
    ...over,
  };
}

/** A token that the store has not numbered yet, under a digest of its own. */
export function aToken(over: Partial<Omit<Token, 'id'>> = {}, secret: Partial<NewToken> = {}): NewToken {
  const token: Omit<Token, 'id'> = {
    kind: 'access_token',
    publicId: `jtn_…${randomBytes(4).toString('hex')}`,
    name: 'a token',
    description: null,
    accountId: null,
    resourceId: null,
    createdById: null,
    scopes: [],
    allowedIps: null,
    createdAt: noon,
    updatedAt: noon,
    expiresAt: null,
    disabledAt: null,
    revokedAt: null,
    revokedReason: null,
    deletedAt: null,
    limits: null,
    rotatedFromId: null,
    replacedById: null,
    graceUntil: null,
    irregular: false,
    attributes: {},
    ...over,
  };
  return { token, digest: randomBytes(32), sealed: null, ...secret };
}

export function anEvent(over: Partial<NewAuditEvent> = {}): NewAuditEvent {
  const actor = { accountId: null, tokenId: null, via: 'jeton', ip: null, requestId: null };
  return { type: 'token_issued', at: noon, actor, ...over };
}

/** What issuing a token takes; a test overrides what it is about. */
export function anIssue(token: NewToken = aToken(), over: Partial<IssueToken> = {}): IssueToken {
  return { token, bot: null, idempotency: null, limit: null, audit: anEvent(), ...over };
}

/** Issues a token and answers its id. */
export async function issue(store: Store, over: Partial<Omit<Token, 'id'>> = {}): Promise<number> {
  const answer = await store.change.issueToken(anIssue(aToken(over)));
  if (answer.outcome !== 'issued') throw new Error(`not issued: ${answer.outcome}`);
  return answer.tokenId;
}

/** Creates an account and answers its id. */
export async function addAccount(store: Store, over: Partial<NewAccount> = {}): Promise<number> {
  const answer = await store.change.createAccount({
    account: anAccount(over),
    audit: anEvent({ type: 'account_created' }),
  });
  if (answer.outcome !== 'created') throw new Error(`not created: ${answer.outcome}`);
  return answer.id;
}

/** Creates a resource and answers its id. */
export async function addResource(store: Store, over: Partial<NewResource> = {}): Promise<number> {
  const answer = await store.change.createResource({
    resource: aResource(over),
    audit: anEvent({ type: 'resource_created' }),
  });
  if (answer.outcome !== 'created') throw new Error(`not created: ${answer.outcome}`);
  return answer.id;
}
