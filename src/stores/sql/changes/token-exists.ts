import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';

export async function tokenExists(db: Kysely<Database>, id: number): Promise<boolean> {
  const row = await db.selectFrom('token').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}
