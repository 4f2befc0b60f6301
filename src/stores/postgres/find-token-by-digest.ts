import type { ClientBase } from 'pg';
import type { FoundToken } from '../../core/store.ts';
import type { TokenDigest } from '../../core/token/token-digest.ts';
import { findTokensSql } from '../sql/reads/find-token-sql.ts';
import { type DetailsRow, toTokenDetails } from '../sql/reads/token-details.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';
import { isLostConnection, toStoreError } from './postgres-error.ts';

/** Beyond these a look-up is refused at once: a database that cannot follow must not fill the memory. */
const WAITING_MAX = 20_000;
/** Bounds what one query answers, so that the first of a batch does not wait for a long last. */
const BATCH_MAX = 250;
const ATTEMPTS_MAX = 3;
/** What failed later than this is not asked again: whoever asked has waited long enough. */
const RETRY_MS_MAX = 1_000;

interface Waiting {
  readonly digests: readonly TokenDigest[];
  resolve(found: FoundToken): void;
  reject(error: unknown): void;
}

/** The connections of the present for look-ups; rejects when there are none soon. */
export type LookUpClients = () => Promise<readonly ClientBase[]>;

/** Look-ups that one turn of the event loop asks for share a query, which none joins once it is sent. */
export function createTokenFinder(clients: LookUpClients) {
  let waiting: Waiting[] = [];
  let unanswered = 0;
  let turn = 0;

  const send = () => {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += BATCH_MAX) {
      const batch = all.slice(from, from + BATCH_MAX);
      turn += 1;
      void answer(clients, turn, batch).finally(() => {
        unanswered -= batch.length;
      });
    }
  };
  return (digests: readonly TokenDigest[]): Promise<FoundToken> => {
    if (unanswered >= WAITING_MAX)
      return Promise.reject(storeUnavailable('too many look-ups are waiting for the database'));
    unanswered += 1;
    const { promise, resolve, reject } = Promise.withResolvers<FoundToken>();
    if (waiting.push({ digests, resolve, reject }) === 1) setImmediate(send);
    return promise;
  };
}

async function answer(clients: LookUpClients, turn: number, batch: readonly Waiting[]): Promise<void> {
  try {
    const digests = batch.flatMap((one) => one.digests);
    const rows = await askAgain(clients, turn, digests);
    const [{ as_of: asOf } = { as_of: 0 }] = rows;
    const found = new Map(rows.map((row) => [row.digest === null ? '' : key(row.digest), row]));
    for (const { digests, resolve } of batch) {
      const row = digests.map((digest) => found.get(key(digest))).find((known) => known !== undefined);
      resolve(
        row?.digest == null
          ? { details: null, asOf }
          : { details: toTokenDetails(row), digest: row.digest, asOf },
      );
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

type FoundRow = DetailsRow & { readonly digest: Buffer | null; readonly as_of: number };

/** A read may be asked again: what broke may have been this connection alone. */
async function askAgain(
  clients: LookUpClients,
  turn: number,
  digests: readonly TokenDigest[],
): Promise<readonly FoundRow[]> {
  const begun = performance.now();
  const ask = async () => {
    const present = await clients();
    const client = present[turn % present.length];
    try {
      const result = await client?.query<FoundRow>({
        name: 'jeton-look-up',
        text: findTokensSql,
        values: [digests],
      });
      return result?.rows ?? [];
    } catch (error) {
      throw toStoreError(error);
    }
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isLate = attempt === ATTEMPTS_MAX || performance.now() - begun > RETRY_MS_MAX;
      if (!isLostConnection(error) || isLate) throw error;
    }
  }
}

function key(digest: TokenDigest): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1');
}
