import { RepeatedEvents } from './audit/repeated-events.ts';
import type { AuthorityContext, AuthoritySettings } from './authority-context.ts';
import { forgetfulChanges } from './cache/forgetful-changes.ts';
import { RecordCache } from './cache/record-cache.ts';
import type { Clock } from './clock.ts';
import type { InstallationKeys } from './installation-keys.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { RecordsToRekey } from './keys/records-to-rekey.ts';
import { createKinds } from './kinds/all-kinds.ts';
import { type Following, followAlone } from './nodes/following.ts';
import type { ProtocolTrial } from './nodes/protocol-trial.ts';
import { rememberPrefixes } from './operations/remember-prefixes.ts';
import type { Random } from './random.ts';
import { AuthorityCounters } from './statistics/authority-statistics.ts';
import type { Store } from './store.ts';
import { IrregularSecrets } from './token/irregular-secrets.ts';
import { BoundedUses } from './use/bounded-uses.ts';
import { findMissingJournals } from './use/find-missing-journals.ts';
import { JournaledUses, type JournaledUsesParts } from './use/journaled-uses.ts';
import { RateWindow } from './use/rate-window.ts';
import { type Recovery, recoverJournals } from './use/recover-journals.ts';
import { UseCounter } from './use/use-counter.ts';
import type { UseJournals } from './use/use-journals.ts';
import type { Uses } from './use/uses.ts';
import { UsesElsewhere } from './use/uses-elsewhere.ts';

/** What the authority is made of. */
export interface AuthorityParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: InstallationKeys;
  /** A second key, while the key is changed; the store says which is current. */
  readonly otherKeys?: InstallationKeys;
  readonly settings: AuthoritySettings;
  /** Where uses are kept until the store has them; absent: in memory, and nothing is recovered. */
  readonly journals?: UseJournals;
  /** Journals of processes that are no more, in other places; taken over at the start as well. */
  readonly journalsElsewhere?: readonly UseJournals[];
  /** New uses stay in memory even so: those of the last second end with the process. */
  readonly usesInMemory?: boolean;
  readonly trial?: ProtocolTrial;
}

const IRREGULAR_SECRETS_MAX = 1_000_000;

/** What every operation works with, in step with the store from now on. */
export async function createContext(
  { store, settings, journals, journalsElsewhere: _, usesInMemory = false, ...parts }: AuthorityParts,
  keys: KeyRing,
): Promise<AuthorityContext> {
  const irregular = new IrregularSecrets(IRREGULAR_SECRETS_MAX);
  const cache = new RecordCache({ tokensMax: settings.cacheTokensMax, irregular, ...parts.trial });
  const change = store.follow === null ? forgetfulChanges(store.change, cache) : store.change;
  const following = await follow(store, cache, parts);
  await irregular.fill(store.listIrregularDigests);
  const clock = { now: () => following.now() ?? parts.clock.now() };
  return {
    ...parts,
    keys,
    rekeying: new RecordsToRekey(),
    clock,
    settings,
    cache,
    store,
    change,
    kinds: createKinds(await rememberPrefixes(store, settings)),
    uses: createUses(
      {
        ...parts,
        store,
        change,
        keepsJournals: store.mayLoseCommits,
        // Memory took note of uses that were not kept: what the store has is the truth.
        onLost: (tokenIds) => cache.drop(tokenIds.map((id) => ({ type: 'token', id }))),
      },
      journals,
      usesInMemory,
    ),
    repeated: new RepeatedEvents(change.recordAudit),
    counters: new AuthorityCounters(),
    rates: { ofTokens: new RateWindow(), atDoors: new RateWindow() },
    irregular,
    usesElsewhere: store.follow === null ? null : new UsesElsewhere(),
    following,
  };
}

function createUses(
  parts: Omit<JournaledUsesParts, 'journals'> & Pick<AuthorityContext, 'change'>,
  journals: UseJournals | undefined,
  inMemory: boolean,
): Uses {
  if (journals === undefined)
    return new UseCounter(async (sums) => void (await parts.change.addUses({ sums })));
  return inMemory
    ? new BoundedUses({ ...parts, owner: journals.owner })
    : new JournaledUses({ ...parts, journals });
}

async function follow(
  store: Store,
  cache: RecordCache,
  { clock, random }: Pick<AuthorityParts, 'clock' | 'random'>,
): Promise<Following> {
  if (store.follow !== null) return store.follow(cache);
  cache.restart(await store.readLastChange());
  return followAlone(cache, { id: random.uuid(), startedAt: clock.now(), now: clock.now });
}

/** Takes over what earlier processes had counted and not written. */
export async function recoverUses({
  store,
  clock,
  journals,
  journalsElsewhere = [],
}: AuthorityParts): Promise<Recovery> {
  const recovery = { usesRecovered: 0, setAside: [] as string[], missing: [] as string[] };
  for (const one of [...(journals === undefined ? [] : [journals]), ...journalsElsewhere]) {
    const parts = {
      store,
      change: store.change,
      clock,
      journals: one,
      keepsJournals: store.mayLoseCommits,
    };
    recovery.missing.push(...(await findMissingJournals(parts)));
    const { usesRecovered, setAside } = await recoverJournals(parts, await one.listLeft());
    recovery.usesRecovered += usesRecovered;
    recovery.setAside.push(...setAside);
  }
  return recovery;
}
