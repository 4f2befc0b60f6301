import type { Config } from './config/config.ts';
import type { AuthoritySettings } from './core/authority-context.ts';

/** The rules of an installation as the core needs them. */
export function authoritySettingsOf(config: Config): AuthoritySettings {
  return {
    gitlabTokenPrefix: config.gitlab.tokenPrefix,
    gitlabInstancePrefix: config.gitlab.instancePrefix,
    gitlabRequireExpiry: config.gitlab.requireExpiry,
    sealUnleashSecrets: config.unleash.secrets === 'sealed',
    unleashTokenLimit: config.unleash.tokenLimit,
    unleashDefaultEnvironment: config.unleash.profile === 7 ? 'development' : 'default',
    dynatraceExtraScopes: config.dynatraceExtraScopes,
    defaultLifetimeDays: config.defaultLifetimeDays,
    maxLifetimeDays: config.maxLifetimeDays,
    cacheTokensMax: config.cacheTokensMax,
  };
}
