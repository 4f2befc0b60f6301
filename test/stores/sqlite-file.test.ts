import { openStore } from '../../src/stores/open-store.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { storeContract } from './store-contract.ts';

storeContract('SQLite in a file', () =>
  openStore({ databaseUrl: `sqlite:${temporaryDirectory()}/jeton.db` }),
);
