import { statSync } from 'node:fs';
import type { Config } from './config/config.ts';
import { isSharedDatabase, sqliteFile } from './config/database-url.ts';

/** What is known of the store before it is opened. */
export function storeState({ databaseUrl }: Config): 'new' | 'existing' | 'shared' {
  if (isSharedDatabase(databaseUrl)) return 'shared';
  const file = statSync(sqliteFile(databaseUrl), { throwIfNoEntry: false });
  // An empty file is one that a first start made and did not get to fill.
  return file !== undefined && file.size > 0 ? 'existing' : 'new';
}
