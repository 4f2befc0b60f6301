import type { AuthorityContext } from '../authority-context.ts';
import type { SealedSecret } from '../store.ts';
import { openSealedSecret, sealSecret } from '../token/sealed-secret.ts';
import type { TokenDigest } from '../token/token-digest.ts';

/** Beyond these a record waits for its next look-up. */
const WAITING_MAX = 100_000;
const RECORDS_PER_CHANGE = 200;

/** A record on its way from one key to the other. */
export interface RekeyedDigest {
  readonly tokenId: number;
  readonly from: TokenDigest;
  readonly to: TokenDigest;
}

/** Records whose secrets were presented and which stand under the key that is not current any more. */
export class RecordsToRekey {
  #waiting = new Map<number, RekeyedDigest>();

  /** Takes note of one, for the next time that there is time; never waits. */
  add(record: RekeyedDigest): void {
    if (this.#waiting.size < WAITING_MAX) this.#waiting.set(record.tokenId, record);
  }

  /** Writes those that wait under the current key. */
  async settle(context: RekeyParts): Promise<void> {
    const records = [...this.#waiting.values()];
    this.#waiting = new Map();
    try {
      while (records.length > 0) {
        await rekey(context, records.slice(0, RECORDS_PER_CHANGE));
        records.splice(0, RECORDS_PER_CHANGE);
      }
    } catch (error) {
      for (const record of records) this.add(record);
      throw error;
    }
  }
}

/** What it takes to write records under another key. */
export type RekeyParts = Pick<AuthorityContext, 'store' | 'change' | 'keys' | 'random'>;

/** Writes some records, with their sealed secrets, under the current key. */
export async function rekey(parts: RekeyParts, records: readonly RekeyedDigest[]): Promise<void> {
  const { store, change, keys } = parts;
  const sealed = await store.findSealedSecrets(records.map(({ tokenId }) => tokenId));
  const secrets = new Map(sealed.map((one) => [one.tokenId, one]));
  await change.rekeyTokens({
    number: keys.number,
    records: records.map((record) => ({
      ...record,
      sealed: resealed(parts, record, secrets.get(record.tokenId)),
    })),
  });
}

function resealed(
  { keys, random }: RekeyParts,
  { to }: RekeyedDigest,
  secret: SealedSecret | undefined,
): Buffer | null {
  if (secret === undefined) return null;
  return sealSecret(openWithEither(keys, secret), to, keys.sealKey, random);
}

/** Opens a sealed secret under whichever key it stands. */
export function openWithEither(keys: RekeyParts['keys'], { sealed, digest }: SealedSecret): string {
  const { other } = keys;
  if (other === null) return openSealedSecret(sealed, digest, keys.sealKey);
  try {
    return openSealedSecret(sealed, digest, keys.sealKey);
  } catch {
    return openSealedSecret(sealed, digest, other.sealKey);
  }
}
