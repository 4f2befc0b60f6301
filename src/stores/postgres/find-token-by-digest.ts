import type { TokenDetails } from '../../core/token/token.ts';
import type { TokenDigest } from '../../core/token/token-digest.ts';
import { findTokensSql } from '../sql/reads/find-token-sql.ts';
import { type DetailsRow, toTokenDetails } from '../sql/reads/token-details.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';
import { LookUpConnection } from './look-up-connection.ts';

/** Beyond these a look-up is refused at once: a database that cannot follow must not fill the memory. */
const WAITING_MAX = 20_000;
/** Bounds what one query answers, so that the first of a batch does not wait for a long last. */
const BATCH_MAX = 250;

interface Waiting {
  readonly digests: readonly TokenDigest[];
  resolve(details: TokenDetails | null): void;
  reject(error: unknown): void;
}

/** The hot look-up over connections of its own. */
export interface TokenFinder {
  find(digests: readonly TokenDigest[]): Promise<TokenDetails | null>;
  /** Connects anew. */
  renew(): void;
  close(): Promise<void>;
}

/** Look-ups that one turn of the event loop asks for share a query, which none joins once it is sent. */
export function createTokenFinder(url: string, connectionsMax: number): TokenFinder {
  const connections = Array.from({ length: connectionsMax }, () => new LookUpConnection(url, findTokensSql));
  let waiting: Waiting[] = [];
  let unanswered = 0;

  const send = () => {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += BATCH_MAX) {
      const batch = all.slice(from, from + BATCH_MAX);
      void answer(leastBusy(connections), batch).finally(() => {
        unanswered -= batch.length;
      });
    }
  };
  return {
    find(digests) {
      if (digests.length === 0) return Promise.resolve(null);
      if (unanswered >= WAITING_MAX)
        return Promise.reject(storeUnavailable('too many look-ups are waiting for the database'));
      unanswered += 1;
      const { promise, resolve, reject } = Promise.withResolvers<TokenDetails | null>();
      if (waiting.push({ digests, resolve, reject }) === 1) setImmediate(send);
      return promise;
    },
    renew() {
      for (const connection of connections) connection.renew();
    },
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}

function leastBusy(connections: readonly LookUpConnection[]): LookUpConnection {
  return connections.reduce((best, other) => (other.underWay < best.underWay ? other : best));
}

async function answer(connection: LookUpConnection, batch: readonly Waiting[]): Promise<void> {
  try {
    const digests = batch.flatMap((one) => one.digests);
    const rows = (await connection.query([digests])) as (DetailsRow & { readonly digest: Buffer })[];
    const found = new Map(rows.map((row) => [key(row.digest), toTokenDetails(row)]));
    for (const { digests, resolve } of batch) {
      const known = digests.find((digest) => found.has(key(digest)));
      resolve(known === undefined ? null : (found.get(key(known)) ?? null));
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

function key(digest: TokenDigest): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1');
}
