import type { Insertable } from 'kysely';
import { type KindName, kindNamesByDialect } from '../../../core/kinds/kind-name.ts';
import type { NewToken } from '../../../core/store-changes.ts';
import type { Token, TokenLimits, TokenRecord } from '../../../core/token/token.ts';
import type { TokenTable } from '../schema.ts';
import { fromAttributesText, fromStringsText } from '../stored-json.ts';
import { type AccountRow, accountSelection, type JoinedRow, toJoinedAccount } from './account-row.ts';
import { type ResourceRow, resourceSelection, toJoinedResource } from './resource-row.ts';

/** Columns of a token, its secret's traces left out, under names that no other table of a join has. */
const tokenSelection = [
  'token.id as token_id',
  'token.kind as token_kind',
  'token.public_id as token_public_id',
  'token.name as token_name',
  'token.description as token_description',
  'token.account_id as token_account_id',
  'token.resource_id as token_resource_id',
  'token.created_by_id as token_created_by_id',
  'token.scopes as token_scopes',
  'token.allowed_ips as token_allowed_ips',
  'token.created_at as token_created_at',
  'token.updated_at as token_updated_at',
  'token.expires_at as token_expires_at',
  'token.disabled_at as token_disabled_at',
  'token.revoked_at as token_revoked_at',
  'token.revoked_reason as token_revoked_reason',
  'token.deleted_at as token_deleted_at',
  'token.limits as token_limits',
  'token.rotated_from_id as token_rotated_from_id',
  'token.replaced_by_id as token_replaced_by_id',
  'token.grace_until as token_grace_until',
  'token.irregular as token_irregular',
  'token.attributes as token_attributes',
] as const;

/** Columns of a token with everything that decides whether it is good. */
export const recordSelection = [...tokenSelection, ...accountSelection, ...resourceSelection] as const;

interface TokenRow {
  readonly token_id: number;
  readonly token_kind: KindName;
  readonly token_public_id: string;
  readonly token_name: string;
  readonly token_description: string | null;
  readonly token_account_id: number | null;
  readonly token_resource_id: number | null;
  readonly token_created_by_id: number | null;
  readonly token_scopes: string;
  readonly token_allowed_ips: string | null;
  readonly token_created_at: number;
  readonly token_updated_at: number;
  readonly token_expires_at: number | null;
  readonly token_disabled_at: number | null;
  readonly token_revoked_at: number | null;
  readonly token_revoked_reason: string | null;
  readonly token_deleted_at: number | null;
  readonly token_limits: string | null;
  readonly token_rotated_from_id: number | null;
  readonly token_replaced_by_id: number | null;
  readonly token_grace_until: number | null;
  readonly token_irregular: number;
  readonly token_attributes: string;
}

export type RecordRow = TokenRow & JoinedRow<AccountRow> & JoinedRow<ResourceRow>;

export function toTokenRecord(row: RecordRow): TokenRecord {
  return { token: toToken(row), account: toJoinedAccount(row), resource: toJoinedResource(row) };
}

/** A driver makes a string of its own for every row: a million tokens in memory share these. */
const kindNames = new Map(
  Object.values(kindNamesByDialect)
    .flat()
    .map((name) => [name, name]),
);

function toToken(row: TokenRow): Token {
  return {
    id: row.token_id,
    kind: kindNames.get(row.token_kind) ?? row.token_kind,
    publicId: row.token_public_id,
    name: row.token_name,
    description: row.token_description,
    accountId: row.token_account_id,
    resourceId: row.token_resource_id,
    createdById: row.token_created_by_id,
    scopes: fromStringsText(row.token_scopes),
    allowedIps: row.token_allowed_ips === null ? null : fromStringsText(row.token_allowed_ips),
    createdAt: row.token_created_at,
    updatedAt: row.token_updated_at,
    expiresAt: row.token_expires_at,
    disabledAt: row.token_disabled_at,
    revokedAt: row.token_revoked_at,
    revokedReason: row.token_revoked_reason,
    deletedAt: row.token_deleted_at,
    limits: row.token_limits === null ? null : (JSON.parse(row.token_limits) as TokenLimits),
    rotatedFromId: row.token_rotated_from_id,
    replacedById: row.token_replaced_by_id,
    graceUntil: row.token_grace_until,
    irregular: row.token_irregular === 1,
    attributes: fromAttributesText(row.token_attributes),
  };
}

export function fromNewToken({ token, digest, sealed, keyNumber = 1 }: NewToken): Insertable<TokenTable> {
  return {
    digest,
    kind: token.kind,
    public_id: token.publicId,
    name: token.name,
    description: token.description,
    account_id: token.accountId,
    resource_id: token.resourceId,
    created_by_id: token.createdById,
    scopes: JSON.stringify(token.scopes),
    allowed_ips: toJsonOrNull(token.allowedIps),
    created_at: token.createdAt,
    updated_at: token.updatedAt,
    expires_at: token.expiresAt,
    disabled_at: token.disabledAt,
    revoked_at: token.revokedAt,
    revoked_reason: token.revokedReason,
    deleted_at: token.deletedAt,
    limits: toJsonOrNull(token.limits),
    rotated_from_id: token.rotatedFromId,
    replaced_by_id: token.replacedById,
    grace_until: token.graceUntil,
    irregular: token.irregular ? 1 : 0,
    attributes: JSON.stringify(token.attributes),
    sealed,
    key_number: keyNumber,
    search_text: searchText(token),
  };
}

export function toJsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** No member holds a control character: it keeps a match from spanning two of them. */
export const searchTextSeparator = '\u001f';

/** What `TokenFilter.text` is looked for in; the name comes first. */
export function searchText(token: Pick<Token, 'name' | 'description' | 'publicId'>): string {
  return [token.name, token.description ?? '', token.publicId].join(searchTextSeparator).toLowerCase();
}
