import { openStore } from '../../src/stores/open-store.ts';
import { storeContract } from './store-contract.ts';

storeContract('SQLite in memory', () => openStore({ databaseUrl: 'sqlite::memory:' }));
