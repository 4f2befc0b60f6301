import type { Random } from '../random.ts';
import { gitlabPrefixes } from './gitlab-prefixes.ts';
import type { KindSettings, SecretContext, TokenFormat } from './kind.ts';
import { maskSecret } from './mask-secret.ts';
import { createPrefixedFormat } from './prefixed-format.ts';
import { routableBody } from './routable-body.ts';

/** The format of GitLab's personal, impersonation, project and group access tokens. */
export function createPersonalAccessTokenFormat(settings: KindSettings): TokenFormat {
  const byDefault = gitlabPrefixes(settings, defaultPrefix);
  const configured = [settings.gitlabTokenPrefix, ...settings.gitlabTokenPrefixesKnown];
  const current = settings.gitlabInstancePrefix === '' ? settings.gitlabTokenPrefix : (byDefault[0] ?? '');
  const named = createPrefixedFormat({
    prefixes: [current, ...byDefault, ...configured].filter((prefix) => prefix !== ''),
    bodyPattern: `${legacyBody}|${routableBody.pattern}`,
    checksum: 'crc32-base36',
    accepts: (secret, body) => body.length === legacyLength || routableBody.isIntact(secret, body),
    generateBody: (random, context) => generateBody(current, random, context),
  });
  if (!configured.includes('')) return named;
  return withBareForm(named, current);
}

const defaultPrefix = 'glpat-';
const legacyLength = 20;
const legacyBody = `[0-9a-zA-Z_-]{${legacyLength}}`;
const bareSecret = new RegExp(`^${routableBody.versionedPattern}$`);

function generateBody(prefix: string, random: Random, context: SecretContext): string {
  return routableBody.encode(prefix, { o: '1', u: context.accountId?.toString(36) ?? '' }, random);
}

/**
 * The same format where a blank prefix was configured. A blank prefix matches every string, so that only the
 * checksum of the routable form can tell a secret without prefix from anything else.
 */
function withBareForm(named: TokenFormat, current: string): TokenFormat {
  const isBare = (secret: string): boolean =>
    bareSecret.test(secret) && routableBody.isIntact(secret, secret);
  return {
    ...named,
    pattern: `(?:${named.pattern}|${routableBody.versionedPattern})`,
    unprefixed: true,
    recognise: (secret) => (isBare(secret) ? 'well_formed' : named.recognise(secret)),
    generate: (random, context) =>
      current === '' ? generateBody(current, random, context) : named.generate(random, context),
    publicId: (secret) => (isBare(secret) ? maskSecret(secret, '') : named.publicId(secret)),
  };
}
