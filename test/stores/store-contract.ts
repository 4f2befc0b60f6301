import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/core/store.ts';
import { auditContract } from './contract/audit.ts';
import { deletingResourcesContract } from './contract/deleting-resources.ts';
import { directoryContract } from './contract/directory.ts';
import { endingContract } from './contract/ending.ts';
import { issuingContract } from './contract/issuing.ts';
import { lettingGoContract } from './contract/letting-go.ts';
import { listingContract } from './contract/listing.ts';
import { lookUpContract } from './contract/look-up.ts';
import { pagingContract } from './contract/paging.ts';
import { rekeyingContract } from './contract/rekeying.ts';
import { replacingContract } from './contract/replacing.ts';
import { settingContract } from './contract/setting.ts';
import { useContract } from './contract/use.ts';

/** A part of the contract: tests that ask for the store of the running test. */
type ContractPart = (store: () => Store) => void;

const parts: Readonly<Record<string, ContractPart>> = {
  'looking up': lookUpContract,
  issuing: issuingContract,
  'updating, revoking and deleting': endingContract,
  replacing: replacingContract,
  'changing the key': rekeyingContract,
  'letting go': lettingGoContract,
  listing: listingContract,
  paging: pagingContract,
  use: useContract,
  'accounts and resources': directoryContract,
  'deleting resources': deletingResourcesContract,
  audit: auditContract,
  settings: settingContract,
};

/** What every engine promises; each test gets an empty store. */
export function storeContract(engine: string, openFreshStore: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await openFreshStore();
  });
  afterEach(() => store.close());
  for (const [name, part] of Object.entries(parts)) {
    describe(`${engine}: ${name}`, () => part(() => store));
  }
}
