import type { KindSettings } from './kind.ts';

/** The prefixes of a GitLab kind that takes the instance prefix: first the one for fresh secrets, then all others. */
export function gitlabPrefixes(settings: KindSettings, typePrefix: string): readonly string[] {
  const instances = [settings.gitlabInstancePrefix, ...settings.gitlabInstancePrefixesKnown];
  const instancePrefixed = instances.filter((instance) => instance !== '').map((it) => `${it}-${typePrefix}`);
  return settings.gitlabInstancePrefix === ''
    ? [typePrefix, ...instancePrefixed]
    : [...instancePrefixed, typePrefix];
}
