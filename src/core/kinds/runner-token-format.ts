import { AuthorityError } from '../authority-error.ts';
import { gitlabPrefixes } from './gitlab-prefixes.ts';
import type { KindSettings, TokenFormat } from './kind.ts';
import { createPrefixedFormat } from './prefixed-format.ts';
import { routableBody } from './routable-body.ts';

/** The format of GitLab's runner authentication tokens: routable, with the runner's type before the payload. */
export function createRunnerTokenFormat(settings: KindSettings): TokenFormat {
  const prefixes = gitlabPrefixes(settings, 'glrt-');
  return createPrefixedFormat({
    prefixes,
    bodyPattern: `t[0-9]_${routableBody.pattern}|${legacyBody}`,
    checksum: 'crc32-base36',
    accepts: (secret, body) =>
      body.length === legacyLength || routableBody.isIntact(secret, body.slice(typeMarkLength)),
    generateBody(random, { attributes }) {
      const mark = toTypeMark(attributes.runner_type ?? 'instance_type');
      return mark + routableBody.encode(`${prefixes[0]}${mark}`, { o: '1' }, random);
    },
  });
}

const legacyLength = 20;
const legacyBody = `[0-9a-zA-Z_-]{${legacyLength}}`;
const typeMarkLength = 3;
const runnerTypes: readonly unknown[] = ['instance_type', 'group_type', 'project_type'];

function toTypeMark(runnerType: unknown): string {
  const index = runnerTypes.indexOf(runnerType);
  if (index < 0)
    throw new AuthorityError('invalid_argument', 'runner_type is invalid', 'attributes.runner_type');
  return `t${index + 1}_`;
}
