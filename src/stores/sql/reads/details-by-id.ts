import type { CompiledQuery, Kysely } from 'kysely';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { Database } from '../schema.ts';
import { type DetailsRow, selectDetails, toTokenDetails } from './token-details.ts';

const IDS_PER_QUERY_MAX = 256;

/** Reads everything told about tokens, in the order of the ids; a token that does not exist is left out. */
export type DetailsById = (ids: readonly number[]) => Promise<readonly TokenDetails[]>;

/**
 * Makes the read. Building the text of so wide a selection costs more than running it: there is one text for each power
 * of two, and a shorter list repeats its last id.
 */
export function createDetailsById(db: Kysely<Database>): DetailsById {
  const texts = new Map<number, CompiledQuery<DetailsRow>>();
  const textFor = (count: number): CompiledQuery<DetailsRow> => {
    const known = texts.get(count);
    if (known !== undefined) return known;
    const text = selectDetails(db).where('token.id', 'in', Array<number>(count).fill(0)).compile();
    texts.set(count, text);
    return text;
  };
  return async (ids) => {
    const found = new Map<number, TokenDetails>();
    for (let from = 0; from < ids.length; from += IDS_PER_QUERY_MAX) {
      const some = ids.slice(from, from + IDS_PER_QUERY_MAX);
      const count = 2 ** Math.ceil(Math.log2(some.length));
      const parameters = [...some, ...Array<number | undefined>(count - some.length).fill(some.at(-1))];
      const { rows } = await db.executeQuery<DetailsRow>({ ...textFor(count), parameters });
      for (const row of rows) found.set(row.token_id, toTokenDetails(row));
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  };
}
