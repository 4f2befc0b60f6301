import { openStore } from '../../src/stores/open-store.ts';

/** A process that opens a store, migrating it where that is still to be done, and closes it. */
const store = await openStore({ databaseUrl: process.argv[2]! });
await store.ping();
await store.close();
