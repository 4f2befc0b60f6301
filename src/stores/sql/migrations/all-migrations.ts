import { auditEventKind } from './audit-event-kind.ts';
import { deletedResources } from './deleted-resources.ts';
import { firstTables } from './first-tables.ts';
import { journalOwners } from './journal-owners.ts';
import { keyNumbers } from './key-numbers.ts';
import type { Migration } from './migration.ts';
import { nodes } from './nodes.ts';
import { ownersAndAddresses } from './owners-and-addresses.ts';
import { tokenExpiry } from './token-expiry.ts';
import { useJournals } from './use-journals.ts';

/** Every migration in the order of application; new ones go to the end. */
export const allMigrations: readonly Migration[] = [
  firstTables,
  auditEventKind,
  ownersAndAddresses,
  useJournals,
  journalOwners,
  nodes,
  deletedResources,
  tokenExpiry,
  keyNumbers,
];
