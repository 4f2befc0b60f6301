import { resolve } from 'node:path';

/** Whether a database URL names a server that several nodes use, rather than a file of this one. */
export function isSharedDatabase(databaseUrl: string): boolean {
  return /^postgres(ql)?:\/\//.test(databaseUrl);
}

/** A database URL as it may be shown: without user, password and parameters. */
export function printableDatabaseUrl(databaseUrl: string): string {
  if (!isSharedDatabase(databaseUrl)) return databaseUrl;
  const url = URL.parse(databaseUrl);
  return url === null ? 'postgres://' : `postgres://${url.host}${url.pathname}`;
}

/** The file that a database URL of the embedded store names. */
export function sqliteFile(databaseUrl: string): string {
  return resolve(databaseUrl.slice('sqlite:'.length));
}
