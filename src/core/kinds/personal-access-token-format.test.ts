import { describe, expect, test } from 'vitest';
import { systemRandom } from '../random.ts';
import { checksum } from '../token/checksum.ts';
import { createKinds } from './all-kinds.ts';
import type { KindSettings } from './kind.ts';
import { routableBody } from './routable-body.ts';

const legacy = 'AbCdEfGhIj_123456-xZ';
const context = { accountId: 70, attributes: {} };

function kindsWith(settings: Partial<KindSettings>) {
  return createKinds({
    gitlabTokenPrefix: 'glpat-',
    gitlabInstancePrefix: '',
    gitlabTokenPrefixesKnown: [],
    gitlabInstancePrefixesKnown: [],
    dynatraceExtraScopes: [],
    ...settings,
  });
}

describe('the matching table of gitlab.md 1.7', () => {
  const custom = 'custom-pat-prefix-';
  const instance = 'instancetokenprefix';
  test.each([
    ['glpat-', '', true, false, false],
    [custom, '', true, true, false],
    [custom, instance, true, true, true],
    ['glpat-', instance, true, false, true],
    ['', '', true, false, false],
  ])('PAT prefix %j and instance prefix %j', (gitlabTokenPrefix, gitlabInstancePrefix, ...matches) => {
    const { recognise } = kindsWith({ gitlabTokenPrefix, gitlabInstancePrefix });
    const prefixes = ['glpat-', custom, `${instance}-glpat-`];
    expect(prefixes.map((prefix) => recognise(prefix + legacy).class === 'well_formed')).toEqual(matches);
    expect(recognise('non-token').class).toBe('unrecognised');
  });
});

test('the instance prefix wins for fresh secrets, then the configured prefix, which may be blank', () => {
  const fresh = (settings: Partial<KindSettings>) =>
    kindsWith(settings).get('personal_access_token').format.generate(systemRandom, context);
  expect(fresh({})).toMatch(/^glpat-/);
  expect(fresh({ gitlabTokenPrefix: 'own-' })).toMatch(/^own-/);
  expect(fresh({ gitlabTokenPrefix: 'own-', gitlabInstancePrefix: 'acme' })).toMatch(/^acme-glpat-/);
  expect(fresh({ gitlabTokenPrefix: '' })).toMatch(/^[\w-]{27,}\.01\./);
});

test('the instance prefix stands before the other kinds that take it', () => {
  const kinds = kindsWith({ gitlabInstancePrefix: 'acme' });
  const prefixOf = (name: string) => kinds.find(name)?.format.prefixes[0];
  expect(prefixOf('deploy_token')).toBe('acme-gldt-');
  expect(prefixOf('runner_authentication_token')).toBe('acme-glrt-');
  expect(prefixOf('pipeline_trigger_token')).toBe('glptt-');
  expect(kinds.recognise(`gldt-${legacy}`)).toEqual({ class: 'well_formed', kinds: ['deploy_token'] });
});

test('a secret says whose it is', () => {
  const secret = kindsWith({}).get('personal_access_token').format.generate(systemRandom, context);
  expect(routableBody.decode(secret.slice('glpat-'.length))).toEqual({ o: '1', u: '1y' });
});

test('previous prefixes are recognised', () => {
  const { recognise } = kindsWith({
    gitlabTokenPrefix: 'new-',
    gitlabTokenPrefixesKnown: ['old-', 'older-'],
    gitlabInstancePrefixesKnown: ['past'],
  });
  for (const prefix of ['new-', 'old-', 'older-', 'glpat-', 'past-glpat-']) {
    expect(recognise(prefix + legacy)).toMatchObject({ class: 'well_formed' });
    expect(recognise(`${prefix}short`)).toMatchObject({ class: 'malformed' });
  }
});

test('under a blank prefix only a routable secret with a right checksum is well formed', () => {
  const kinds = kindsWith({ gitlabTokenPrefix: 'now-', gitlabTokenPrefixesKnown: [''] });
  const bare = routableBody.encode('', { o: '1' }, systemRandom);
  expect(kinds.recognise(bare)).toMatchObject({ class: 'well_formed' });
  expect(kinds.get('personal_access_token').format.publicId(bare)).toBe(`****${bare.slice(-4)}`);
  expect(kinds.recognise(`${bare.slice(0, -7)}0000000`).class).toBe('unrecognised');
  for (const text of ['', legacy, 'non-token', 'x'.repeat(60)])
    expect(kinds.recognise(text).class).toBe('unrecognised');
  expect(kindsWith({}).recognise(bare).class).toBe('unrecognised');
});

test('the unversioned routable form is well formed if its checksum is right', () => {
  const { recognise } = kindsWith({});
  const body = `glpat-${'A'.repeat(27)}.0r`;
  expect(recognise(body + checksum.base36(body)).class).toBe('well_formed');
  expect(recognise(`${body}0000000`).class).toBe('malformed');
});

test.each([
  // Longest first, and yet a secret that is well formed only under the shorter prefix is well formed.
  [['gl', 'glpat-AbC'], `glpat-${legacy}`, 'well_formed', ['personal_access_token']],
  [['gl'], `gldt-${legacy}`, 'well_formed', ['deploy_token']],
  [['gl'], 'gldt-wrong', 'malformed', ['deploy_token']],
  [['gl'], 'gl-wrong', 'malformed', ['personal_access_token']],
  [['glrt'], `glrtr-${legacy}`, 'malformed', ['personal_access_token']],
  [[], `glrt-${legacy}`, 'well_formed', ['runner_authentication_token']],
  [[], `glrtr-${legacy}`, 'unrecognised', undefined],
  [['gldt-'], `gldt-${legacy}`, 'well_formed', ['personal_access_token', 'deploy_token']],
] as const)('with the prefixes %j, %s is %s', (gitlabTokenPrefixesKnown, secret, className, names) => {
  const recognition = kindsWith({ gitlabTokenPrefixesKnown }).recognise(secret);
  expect(recognition.class).toBe(className);
  if (names !== undefined) expect(recognition).toHaveProperty('kinds', expect.arrayContaining([...names]));
  if (names?.length === 1 && names[0] !== 'personal_access_token')
    expect(recognition).toHaveProperty('kinds', names);
});
