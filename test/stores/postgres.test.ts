import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../src/stores/open-store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { storeContract } from './store-contract.ts';

let server: PostgresServer;
let template: string;
beforeAll(async () => {
  server = await startPostgres();
  const databaseUrl = await server.createDatabase();
  await (await openStore({ databaseUrl })).close();
  template = new URL(databaseUrl).pathname.slice(1);
});
afterAll(() => server.close());

storeContract('PostgreSQL', async () => openStore({ databaseUrl: await server.createDatabase(template) }));
