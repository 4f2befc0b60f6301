import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempts, leastAttempt } from './access-rules/attempts.ts';
import { dynatraceRules } from './access-rules/dynatrace-rules.ts';
import { gitlabRules } from './access-rules/gitlab-rules.ts';
import { mayGrant } from './access-rules/granting.ts';
import { nativeRules } from './access-rules/native-rules.ts';
import { type Attempt, grants, type Rule } from './access-rules/rule.ts';
import { tryCall } from './access-rules/try-call.ts';
import { unleashRules } from './access-rules/unleash-rules.ts';
import { type GitlabServer, startGitlab } from './gitlab/start-gitlab.ts';

const everyRule = [...nativeRules, ...gitlabRules, ...unleashRules, ...dynatraceRules].map((rule) => ({
  rule,
  name: rule.with === undefined ? rule.call : `${rule.call} (${rule.with})`,
}));

let server: GitlabServer;
beforeAll(async () => {
  server = await startGitlab({
    JETON_FAILED_AUTH_PER_MINUTE: '0',
    JETON_LOG_LEVEL: 'error',
    JETON_UNLEASH_ADMIN_TOKEN_CREATION: 'true',
    JETON_UNLEASH_TOKEN_LIMIT: '100000',
  });
});
afterAll(() => server.close());

describe('succeeds for nobody but whom the access rules grant it, and gives nobody more than the caller has', () => {
  it.each(everyRule)('$name', async ({ rule }) => {
    await fc.assert(
      fc.asyncProperty(attempts(rule), (attempt) => check(rule, attempt)),
      { numRuns: 20 },
    );
  });
});

describe('succeeds with just what the access rules ask for', () => {
  it.each(everyRule)('$name', async ({ rule }) => {
    const enough = rule.kinds.map((kind) => leastAttempt(rule, kind)).filter((one) => grants(rule, one));
    expect(enough).not.toEqual([]);
    for (const attempt of enough) await check(rule, attempt);
  });
});

async function check(rule: Rule, attempt: Attempt): Promise<void> {
  const outcome = await tryCall(server, rule, attempt);
  const { status, text } = outcome.answer;
  const succeeded = status >= 200 && status < 300;
  if (succeeded !== grants(rule, attempt))
    expect.fail(
      `The rules ${succeeded ? 'refuse' : 'grant'} ${rule.call}, but it answered ${status} ${text.slice(0, 500)}\n${JSON.stringify(attempt)}`,
    );
  const beyond = outcome.gained.filter(
    ({ kind, scope }) => !mayGrant(attempt.scopes, scope, kind, rule.door),
  );
  expect(beyond, JSON.stringify(attempt)).toEqual([]);
}
