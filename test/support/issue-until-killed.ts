import { writeSync } from 'node:fs';
import { openStore } from '../../src/stores/open-store.ts';
import { anIssue, aToken } from './store-fixtures.ts';

/** A process that issues tokens without end and names each one's digest once it is acknowledged. */
const store = await openStore({ databaseUrl: process.argv[2]! });
await Promise.all(Array.from({ length: 16 }, issueWithoutEnd));

async function issueWithoutEnd(): Promise<void> {
  for (;;) {
    const token = aToken();
    await store.change.issueToken(anIssue(token));
    writeSync(1, `${token.digest.toString('hex')}\n`);
  }
}
