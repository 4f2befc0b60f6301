import { type Caller, operatorCaller, tokenCaller } from '../../src/core/access/caller.ts';
import { type Authority, createAuthority } from '../../src/core/authority.ts';
import type { AuthoritySettings } from '../../src/core/authority-context.ts';
import type { Clock } from '../../src/core/clock.ts';
import { deriveInstallationKeys } from '../../src/core/installation-keys.ts';
import { systemRandom } from '../../src/core/random.ts';
import type { Store } from '../../src/core/store.ts';
import type { UseJournals } from '../../src/core/use/use-journals.ts';
import { openStore } from '../../src/stores/open-store.ts';

/** The rules of an installation as it comes. */
export const usualSettings: AuthoritySettings = {
  gitlabTokenPrefix: 'glpat-',
  gitlabInstancePrefix: '',
  gitlabRequireExpiry: true,
  sealUnleashSecrets: true,
  unleashTokenLimit: 2000,
  unleashDefaultEnvironment: 'default',
  dynatraceExtraScopes: [],
  defaultLifetimeDays: 365,
  maxLifetimeDays: null,
  cacheTokensMax: 1000,
};

/** An authority over a store in memory, with a clock that stands still until a test moves it. */
export interface OpenAuthority {
  readonly authority: Authority;
  readonly store: Store;
  readonly clock: Clock & { advance(milliseconds: number): void };
  readonly operator: Caller;
  readonly rootSecret: string;
  /** A caller of an account with the given role, whose token has the given scopes. */
  callerWith(role: 'admin' | 'editor' | 'viewer', scopes: readonly string[]): Promise<Caller>;
}

let accounts = 0;

/** Opens an authority; give a store to open a second one over it. */
export async function openAuthority(
  settings: Partial<AuthoritySettings> = {},
  {
    store: given,
    key = Buffer.alloc(32, 7),
    journals,
    inMemory = false,
  }: { store?: Store; key?: Buffer; journals?: UseJournals; inMemory?: boolean } = {},
): Promise<OpenAuthority> {
  const store = given ?? (await openStore({ databaseUrl: 'sqlite::memory:' }));
  let now = Date.UTC(2026, 0, 15, 12);
  const clock = {
    now: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const authority = await createAuthority({
    store,
    clock,
    random: systemRandom,
    keys: deriveInstallationKeys(key),
    settings: { ...usualSettings, ...settings },
    ...(journals !== undefined && { journals, usesInMemory: inMemory }),
  });
  const root = await authority.prepare(null);
  const operator = operatorCaller({ via: 'test', requestId: null }, await authority.account(1));
  return {
    authority,
    store,
    clock,
    operator,
    rootSecret: root?.reveal() ?? '',
    async callerWith(role, scopes) {
      accounts += 1;
      const account = await authority.createAccount(operator, {
        type: 'user',
        username: `someone${accounts}`,
        role,
      });
      const { details } = await authority.issue(operator, {
        kind: 'access_token',
        name: 'caller',
        account: { id: account.id },
        scopes,
      });
      return tokenCaller(details, { via: 'test', ip: null, requestId: null });
    },
  };
}
