import type { Attributes } from '../attributes.ts';
import type { Account } from '../directory/account.ts';
import type { Resource } from '../directory/resource.ts';
import type { KindName } from '../kinds/kind-name.ts';

/** A limit on how often a token may be used. */
export interface TokenLimits {
  /** Requests admitted in each window, at least 1. */
  readonly requests: number;
  /** Length of the window in seconds, at least 1. */
  readonly perSeconds: number;
}

/** The record of a token, without its secret. Times are Unix milliseconds. */
export interface Token {
  readonly id: number;
  readonly kind: KindName;
  /** The part of the secret that may be shown. */
  readonly publicId: string;
  readonly name: string;
  readonly description: string | null;
  readonly accountId: number | null;
  readonly resourceId: number | null;
  readonly createdById: number | null;
  readonly scopes: readonly string[];
  /** Addresses and CIDR ranges that may use the token; null for no restriction, never empty. */
  readonly allowedIps: readonly string[] | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  readonly disabledAt: number | null;
  readonly revokedAt: number | null;
  /** `reset`, `rotated`, or what whoever revoked it gave. */
  readonly revokedReason: string | null;
  readonly deletedAt: number | null;
  readonly limits: TokenLimits | null;
  readonly rotatedFromId: number | null;
  readonly replacedById: number | null;
  /** Until when a rotated token's old secret keeps working. */
  readonly graceUntil: number | null;
  /** The secret has not the shape of its kind: it was imported as it is. */
  readonly irregular: boolean;
  readonly attributes: Attributes;
}

/** How often and when a token was used. */
export interface TokenUse {
  readonly count: number;
  readonly lastUsedAt: number | null;
  readonly lastUsedIp: string | null;
  /** The last use as somebody sees it who looks only when ten minutes have passed since the one seen before. */
  readonly notedAt: number | null;
}

/** An address that used a token, and when it last did. */
export interface AddressUse {
  readonly ip: string;
  readonly at: number;
}

/** The addresses that used a token last, newest first. */
export interface TokenAddresses {
  readonly tokenId: number;
  readonly addresses: readonly AddressUse[];
}

/** A token with everything that decides whether it is good. */
export interface TokenRecord {
  readonly token: Token;
  readonly account: Account | null;
  readonly resource: Resource | null;
}

/** A record with what is told about it: who made it, and its use up to this moment. */
export interface TokenDetails extends TokenRecord {
  readonly createdBy: Account | null;
  readonly use: TokenUse;
}

/** The use of a token that was never used. */
export const unused: TokenUse = { count: 0, lastUsedAt: null, lastUsedIp: null, notedAt: null };
