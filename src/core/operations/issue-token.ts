import type { Caller } from '../access/caller.ts';
import { checkGranted } from '../access/check-granted.ts';
import type { Attributes } from '../attributes.ts';
import type { NewAuditEvent } from '../audit/audit-event.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { NewAccount } from '../directory/account.ts';
import type { Kind } from '../kinds/kind.ts';
import type { KindName } from '../kinds/kind-name.ts';
import type { NewToken } from '../store-changes.ts';
import { type ImportedHash, isImportedHash } from '../token/imported-hash.ts';
import type { Token, TokenDetails, TokenLimits } from '../token/token.ts';
import { fingerprintOf } from '../token/token-digest.ts';
import { TokenSecret } from '../token/token-secret.ts';
import { isPresentable } from './look-up-record.ts';
import { freshSecret, newToken, newTokenFromHash } from './new-token.ts';
import { readToken } from './read-tokens.ts';
import {
  allowedIpsArgument,
  attributesArgument,
  descriptionArgument,
  limitsArgument,
  nameArgument,
  scopesArgument,
} from './token-argument.ts';
import { expiryOf } from './token-expiry.ts';
import { type AccountReference, ownersOf, type ResourceReference } from './token-owners.ts';
import { withUnleashReach } from './unleash-reach.ts';

const IDEMPOTENCY_WINDOW_MS = 86_400_000;
const IDEMPOTENCY_KEY_LENGTH_MAX = 255;

/** A token to be issued. */
export interface IssueRequest {
  readonly kind: KindName;
  readonly name: string;
  readonly description?: string | null;
  /** Whom it acts for; absent means the caller, for kinds that act for an account. */
  readonly account?: AccountReference;
  readonly resource?: ResourceReference;
  readonly scopes?: readonly string[];
  /** Unix milliseconds; null for never; absent for the kind's default. */
  readonly expiresAt?: number | null;
  /** Absent: none, or in a dialect that has no word for them those of the calling token. */
  readonly allowedIps?: readonly string[] | null;
  readonly limits?: TokenLimits | null;
  readonly attributes?: Attributes;
  /** An existing secret of any shape to take over, 20 to 4,096 visible ASCII characters. */
  readonly secret?: string;
  /** Instead of a secret, for an `imported_token`: what another system keeps of it. */
  readonly hash?: ImportedHash;
  /** The same key by the same caller within 24 hours answers the same token. */
  readonly idempotencyKey?: string;
  /** `dialect` grants any scope of the kind: Dynatrace's own rule. Absent: only what the caller holds. */
  readonly grants?: 'callers_own' | 'dialect';
  /** The name is kept as sent: a dialect with limits of its own has checked it. */
  readonly nameAsSent?: boolean;
}

/** A token just issued, or the one that an idempotency key stands for. */
export interface Issued {
  readonly details: TokenDetails;
  /** Shown once; null when the key had been used before, and for a token known by a hash alone. */
  readonly secret: TokenSecret | null;
}

/**
 * Issues a token, or takes over an existing secret.
 * Refuses with `unknown_account`, `unknown_resource`, `scope_not_available`, `scope_not_granted`, `expiry_not_allowed`,
 * `secret_already_known`, `idempotency_conflict`, `token_limit_reached`, `missing_argument` or `invalid_argument`.
 */
export async function issueToken(
  context: AuthorityContext,
  caller: Caller,
  request: IssueRequest,
): Promise<Issued> {
  const kind = context.kinds.get(request.kind);
  const now = context.clock.now();
  const draft = checkedDraft(context, kind, caller, request, now);
  const attributes = withUnleashReach(context, kind, draft.attributes, request.secret !== undefined);
  const owners = await ownersOf(context, kind, caller, request);
  const bot = owners.botFor === null ? null : await newBot(context, owners.botFor, draft.name, now);
  const token = {
    ...draft,
    attributes,
    accountId: bot?.id ?? owners.accountId,
    resourceId: owners.resourceId,
  };
  const { newToken: made, secret } = materialOf(context, kind, token, request);
  const outcome = await context.change.issueToken({
    token: made,
    bot,
    idempotency: idempotencyOf(caller, request, now),
    limit: limitOf(context, kind),
    audit: issueAudit(caller, token, isImport(request) ? 'token_imported' : 'token_issued'),
  });
  switch (outcome.outcome) {
    case 'digest_known':
      throw new AuthorityError('secret_already_known', 'This secret is registered already.', 'secret');
    case 'resource_gone':
      throw new AuthorityError('unknown_resource', 'There is no such resource.', 'resource');
    case 'idempotency_conflict':
      throw new AuthorityError(
        'idempotency_conflict',
        'This idempotency key was used for another request.',
        'Idempotency-Key',
      );
    case 'limit_reached':
      throw new AuthorityError('token_limit_reached', 'No more tokens of this kind may exist.');
    case 'replayed':
      return { details: await present(context, outcome.tokenId), secret: null };
    case 'issued':
      return { details: await present(context, outcome.tokenId), secret };
  }
}

/** What the store is given of the secret: a fresh one, an existing one, or an existing one's hash. */
function materialOf(
  context: AuthorityContext,
  kind: Kind,
  token: Omit<Token, 'id' | 'publicId' | 'irregular'>,
  request: IssueRequest,
): { readonly newToken: NewToken; readonly secret: TokenSecret | null } {
  if (request.hash !== undefined) {
    const hash = importedHash(kind, request.hash);
    return { newToken: newTokenFromHash(context, token, hash), secret: null };
  }
  const secret =
    request.secret === undefined ? freshSecret(context, kind, token) : importedSecret(request.secret);
  return { newToken: newToken(context, kind, token, secret), secret };
}

function isImport({ secret, hash }: IssueRequest): boolean {
  return secret !== undefined || hash !== undefined;
}

function importedHash(kind: Kind, hash: ImportedHash): ImportedHash {
  if (kind.name !== 'imported_token')
    throw new AuthorityError('invalid_argument', `A ${kind.name} is not imported by a hash.`, 'kind');
  if (!isImportedHash(hash))
    throw new AuthorityError('invalid_argument', 'This is no hash of that scheme.', 'hash');
  return hash;
}

type Draft = Omit<Token, 'id' | 'publicId' | 'irregular' | 'accountId' | 'resourceId'>;

function checkedDraft(
  { settings }: AuthorityContext,
  kind: Kind,
  caller: Caller,
  request: IssueRequest,
  now: number,
): Draft {
  return {
    kind: kind.name,
    name: request.nameAsSent ? request.name : nameArgument(request.name),
    description: descriptionArgument(request.description),
    createdById: caller.actor.accountId,
    scopes: grantedScopes(kind, caller, request),
    allowedIps: allowedIpsArgument(request.allowedIps ?? inheritedIps(kind, caller)),
    createdAt: now,
    updatedAt: now,
    expiresAt: expiryOf(kind, request.expiresAt, now, settings),
    ...unborn,
    limits: limitsArgument(request.limits),
    attributes: attributesArgument(request.attributes),
  };
}

// A restriction is not shaken off by making another token in a dialect where it cannot be named. Unleash's API tokens are
// made to be used by others, elsewhere.
function inheritedIps(kind: Kind, { actor, record }: Caller): readonly string[] | null {
  const isNamed = actor.via !== 'gitlab' && actor.via !== 'dynatrace' && actor.via !== 'unleash';
  if (isNamed || (kind.dialect === 'unleash' && kind.actsFor === 'none')) return null;
  return record?.token.allowedIps ?? null;
}

/** What every token begins with. */
const unborn = {
  disabledAt: null,
  revokedAt: null,
  revokedReason: null,
  deletedAt: null,
  rotatedFromId: null,
  replacedById: null,
  graceUntil: null,
} as const;

function importedSecret(value: string): TokenSecret {
  if (!isPresentable(value))
    throw new AuthorityError(
      'invalid_argument',
      'A secret has 20 to 4,096 visible ASCII characters.',
      'secret',
    );
  return new TokenSecret(value);
}

function grantedScopes(
  kind: Kind,
  caller: Caller,
  { scopes: wanted, grants }: IssueRequest,
): readonly string[] {
  // Unleash's API tokens are what their kind says: each carries its one scope.
  const implied = kind.actsFor === 'none' && kind.scopes !== 'any' ? kind.scopes : [];
  const scopes = scopesArgument(wanted ?? implied, kind);
  if (grants !== 'dialect') checkGranted(caller, kind, scopes);
  return scopes;
}

// GitLab's project and group access tokens act as an account of their own, made with the token.
async function newBot(
  { change, random }: AuthorityContext,
  resource: { readonly id: number; readonly type: string },
  name: string,
  now: number,
): Promise<NewAccount & { readonly id: number }> {
  const { id } = await change.reserveAccountId({});
  const username = `${resource.type}_${resource.id}_bot_${random.bytes(16).toString('hex')}`;
  return {
    id,
    type: 'bot',
    username,
    name: nameArgument(name),
    email: null,
    role: 'editor',
    blockedAt: null,
    attributes: {},
    createdAt: now,
    updatedAt: now,
  };
}

function idempotencyOf({ actor }: Caller, { idempotencyKey, secret, ...request }: IssueRequest, now: number) {
  if (idempotencyKey === undefined) return null;
  if (!/^[\x21-\x7e]+$/.test(idempotencyKey) || idempotencyKey.length > IDEMPOTENCY_KEY_LENGTH_MAX)
    throw new AuthorityError(
      'invalid_argument',
      'An idempotency key has 1 to 255 visible ASCII characters.',
      'Idempotency-Key',
    );
  const imported = secret === undefined ? null : fingerprintOf(secret);
  return {
    key: fingerprintOf(`${actor.accountId ?? 0}:${actor.tokenId ?? 0}:${idempotencyKey}`),
    request: fingerprintOf(JSON.stringify([request, imported])),
    notBefore: now - IDEMPOTENCY_WINDOW_MS,
  };
}

function limitOf({ kinds, settings }: AuthorityContext, kind: Kind) {
  if (kind.dialect !== 'unleash' || kind.actsFor !== 'none') return null;
  const counted = kinds.all.filter(({ dialect, actsFor }) => dialect === 'unleash' && actsFor === 'none');
  return { kinds: counted.map(({ name }) => name), max: settings.unleashTokenLimit };
}

function issueAudit(
  { actor }: Caller,
  { kind, name, expiresAt, createdAt }: Draft,
  type: 'token_issued' | 'token_imported',
): NewAuditEvent {
  return { type, at: createdAt, actor, details: { kind, name, expiresAt } };
}

async function present(context: AuthorityContext, id: number): Promise<TokenDetails> {
  const details = await readToken(context, id);
  if (details === null) throw new AuthorityError('unknown_token', 'The token is gone.');
  return details;
}
