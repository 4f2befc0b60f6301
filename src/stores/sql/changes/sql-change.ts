import type { Kysely } from 'kysely';
import type { StoreChanges } from '../../../core/store-changes.ts';
import type { Database } from '../schema.ts';

export type ChangeName = keyof StoreChanges;
export type ChangeInput<Name extends ChangeName> = Parameters<StoreChanges[Name]>[0];
export type ChangeOutcome<Name extends ChangeName> = Awaited<ReturnType<StoreChanges[Name]>>;

/**
 * A change as SQL, run inside a transaction that the engine opened.
 * An engine whose transactions run side by side repeats one that fails by a unique or serialization error:
 * it then finds what the other has committed.
 */
export type SqlChange<Name extends ChangeName> = (
  db: Kysely<Database>,
  input: ChangeInput<Name>,
) => Promise<ChangeOutcome<Name>>;
