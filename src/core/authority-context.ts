import type { RepeatedEvents } from './audit/repeated-events.ts';
import type { RecordCache } from './cache/record-cache.ts';
import type { Clock } from './clock.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { RecordsToRekey } from './keys/records-to-rekey.ts';
import type { Kinds } from './kinds/all-kinds.ts';
import type { Following } from './nodes/following.ts';
import type { ProtocolTrial } from './nodes/protocol-trial.ts';
import type { Random } from './random.ts';
import type { AuthorityCounters } from './statistics/authority-statistics.ts';
import type { Store } from './store.ts';
import type { StoreChanges } from './store-changes.ts';
import type { IrregularSecrets } from './token/irregular-secrets.ts';
import type { RateWindow } from './use/rate-window.ts';
import type { Uses } from './use/uses.ts';
import type { UsesElsewhere } from './use/uses-elsewhere.ts';

/** Rules of the installation that the core decides by. */
export interface AuthoritySettings {
  /** GitLab personal access token prefix for new tokens; may be blank. */
  readonly gitlabTokenPrefix: string;
  /** GitLab instance prefix for new tokens; blank for none. */
  readonly gitlabInstancePrefix: string;
  /** Whether GitLab's personal access token family must expire. */
  readonly gitlabRequireExpiry: boolean;
  /** Whether Unleash secrets are kept sealed, to be shown again. */
  readonly sealUnleashSecrets: boolean;
  /** Most Unleash API tokens that may exist. */
  readonly unleashTokenLimit: number;
  /** Where an Unleash token works that was issued without an environment. */
  readonly unleashDefaultEnvironment: string;
  /** Scopes added to Dynatrace's own list. */
  readonly dynatraceExtraScopes: readonly string[];
  /** Lifetime of a native token issued without an expiry; null for none. */
  readonly defaultLifetimeDays: number | null;
  /** Longest lifetime of a native token; null for none. */
  readonly maxLifetimeDays: number | null;
  /** Most records kept in memory. */
  readonly cacheTokensMax: number;
}

/** What every operation of the authority works with. */
export interface AuthorityContext {
  readonly store: Omit<Store, 'change' | 'close'>;
  /** Writes, each followed by forgetting what it touched. */
  readonly change: StoreChanges;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: KeyRing;
  /** Records that are to be written under the current key. */
  readonly rekeying: RecordsToRekey;
  readonly kinds: Kinds;
  readonly settings: AuthoritySettings;
  readonly cache: RecordCache;
  readonly uses: Uses;
  readonly repeated: RepeatedEvents;
  /** Admissions under the tokens' own limits, and under those of the doors. */
  readonly rates: { readonly ofTokens: RateWindow; readonly atDoors: RateWindow };
  readonly irregular: IrregularSecrets;
  /** Null where no other process counts uses. */
  readonly usesElsewhere: UsesElsewhere | null;
  readonly counters: AuthorityCounters;
  /** Whether memory and store may be relied on. */
  readonly following: Following;
  /** What a test changes. */
  readonly trial?: ProtocolTrial;
}
