import { createSecretKey } from 'node:crypto';
import { type TokenDetails, unused } from '../../../src/core/token/token.ts';
import { digestOf, fingerprintOf } from '../../../src/core/token/token-digest.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** The key of all digests in simulations. */
export const digestKey = createSecretKey(Buffer.alloc(32, 7));

const TOKENS_MAX = 8;
const ACCOUNTS = 2;

const secrets = Array.from({ length: TOKENS_MAX }, (_, token) => `secret-of-simulated-token-${token}`);
const tokens = new Map(
  secrets.map((secret, token) => [digestOf(fingerprintOf(secret), digestKey).toString('latin1'), token]),
);

export function secretOf(token: number): string {
  return secrets[token] as string;
}

/** Whose digest this is. */
export function tokenOfDigest([digest]: readonly Buffer[]): number {
  return tokens.get(digest?.toString('latin1') ?? '') as number;
}

/** The account that a token acts for. */
export function accountOf(token: number): number {
  return token % ACCOUNTS;
}

/** A token as a server shows it: instead of columns, the number of the last change to it, and to its account. */
export function detailsOf(token: number, server: SimulatedServer, asOf: number): TokenDetails {
  const accountId = accountOf(token);
  const shown = (type: 'token' | 'account', id: number) => ({
    id,
    attributes: { server, version: server.tables.versionOf({ type, id }, asOf) },
  });
  const details = {
    token: { ...shown('token', token), accountId, resourceId: null, createdById: null },
    account: shown('account', accountId),
    resource: null,
    createdBy: null,
    use: unused,
  };
  return details as unknown as TokenDetails;
}
