import type { AuthoritySettings } from '../authority-context.ts';
import type { KindSettings } from '../kinds/kind.ts';
import type { Store } from '../store.ts';

const GITLAB_DEFAULT_PREFIX = 'glpat-';

/** The prefixes to recognise: the configured ones and every one ever configured, which the store remembers. */
export async function rememberPrefixes(store: Store, settings: AuthoritySettings): Promise<KindSettings> {
  const { gitlabTokenPrefix, gitlabInstancePrefix, dynatraceExtraScopes } = settings;
  return {
    gitlabTokenPrefix,
    gitlabInstancePrefix,
    dynatraceExtraScopes,
    gitlabTokenPrefixesKnown: await remember(store, 'gitlab_token_prefixes', [
      GITLAB_DEFAULT_PREFIX,
      gitlabTokenPrefix,
    ]),
    gitlabInstancePrefixesKnown: await remember(store, 'gitlab_instance_prefixes', [gitlabInstancePrefix]),
  };
}

async function remember(store: Store, name: string, current: readonly string[]): Promise<readonly string[]> {
  const stored = await store.readSetting(name);
  const before: unknown = stored === null ? [] : JSON.parse(stored);
  const known = Array.isArray(before) ? before.filter((prefix) => typeof prefix === 'string') : [];
  const all = [...new Set([...known, ...current])].filter((prefix) => prefix !== '');
  const value = JSON.stringify(all);
  if (value !== stored) await store.change.writeSetting({ name, value, ifAbsent: false });
  return all;
}
