import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKinds } from './all-kinds.ts';
import { foreignFormats } from './foreign-formats.ts';
import type { KindSettings } from './kind.ts';
import { kindNamesByDialect } from './kind-name.ts';

const settings: KindSettings = {
  gitlabTokenPrefix: 'glpat-',
  gitlabInstancePrefix: '',
  gitlabTokenPrefixesKnown: ['', 'gl', 'pre.fix+'],
  gitlabInstancePrefixesKnown: ['acme'],
  dynatraceExtraScopes: [],
};
const kinds = createKinds(settings);
const recognise = createKinds({ ...settings, gitlabTokenPrefixesKnown: [] }).recognise;
const hex = '0123456789abcdef'.repeat(4).slice(0, 56);
const prefixes = [
  ...kinds.all.flatMap(({ format }) => format.prefixes),
  ...foreignFormats.flatMap((format) => format.prefixes),
  'user:',
  '*:*.',
  'default:development.',
];
const kindNames: readonly string[] = Object.values(kindNamesByDialect).flat();

function expectOneClass(secret: string): void {
  const recognition = kinds.recognise(secret);
  switch (recognition.class) {
    case 'well_formed':
    case 'malformed':
      expect(recognition.kinds.length).toBeGreaterThan(0);
      for (const name of recognition.kinds) expect(kindNames).toContain(name);
      return;
    case 'foreign':
      expect(recognition.looksLike).toMatch(/^[a-z_]+$/);
      return;
    case 'unrecognised':
      return;
  }
  expect.unreachable();
}

describe('any string has exactly one class, without an exception', () => {
  const anyString = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    fc.stringMatching(/^[\w.:*-]{0,120}$/),
  );

  test('of any characters, lone surrogates and nulls included', () => {
    fc.assert(fc.property(anyString, expectOneClass), { numRuns: 3_000 });
    for (const text of ['', '\0', '\ud800', 'glpat-\ud800', `default:\udfff.${hex}`]) expectOneClass(text);
  });

  test('of a known prefix and anything', () => {
    const prefixed = fc.tuple(fc.constantFrom(...prefixes), anyString).map(([prefix, rest]) => prefix + rest);
    fc.assert(fc.property(prefixed, expectOneClass), { numRuns: 3_000 });
  });

  test('of a well-formed secret cut, doubled or with a character put in', () => {
    const examples = fc.constantFrom(...kinds.all.map((kind) => kind.example));
    fc.assert(
      fc.property(examples, fc.nat(), fc.string({ maxLength: 3 }), (secret, at, inserted) => {
        const index = at % secret.length;
        expectOneClass(secret.slice(0, index));
        expectOneClass(secret.slice(0, index) + inserted + secret.slice(index));
        expectOneClass(secret + secret);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each([
  [`default:development.${hex}`, ['unleash_client_token', 'unleash_backend_token', 'unleash_frontend_token']],
  [`[]:production.${hex}`, ['unleash_client_token', 'unleash_backend_token', 'unleash_frontend_token']],
  [`*:*.${hex}`, ['unleash_admin_token']],
  [`user:${hex}`, ['unleash_personal_access_token']],
  [`user:development.${hex}`, ['unleash_client_token', 'unleash_backend_token', 'unleash_frontend_token']],
  [`glpat-x:development.${hex}`, ['unleash_client_token', 'unleash_backend_token', 'unleash_frontend_token']],
  [`glft-${hex}01234567-42`, ['feed_token']],
  [`glcbt-${jwt({ alg: 'RS256' })}`, ['ci_job_token']],
  [
    `dt0c01.${'A9'.repeat(12)}.${'Z0'.repeat(32)}`,
    ['dynatrace_api_token', 'dynatrace_personal_access_token'],
  ],
])('%s is well formed', (secret, names) => {
  expect(recognise(secret)).toEqual({ class: 'well_formed', kinds: names });
});

test.each([
  [`jtn_${'0'.repeat(36)}`, ['access_token']],
  ['jtn_', ['access_token']],
  [`dt0c01.${'A'.repeat(24)}.${'z'.repeat(64)}`, ['dynatrace_api_token', 'dynatrace_personal_access_token']],
  [`glptt-${'g'.repeat(40)}`, ['pipeline_trigger_token']],
  [`glcbt-${jwt({ typ: 'JWT' })}`, ['ci_job_token']],
  [`glrt-t1_${'A'.repeat(27)}.01.0r0000000`, ['runner_authentication_token']],
  ['GR1348941', ['runner_registration_token']],
])('%s is malformed', (secret, names) => {
  expect(recognise(secret)).toEqual({ class: 'malformed', kinds: names });
});

test.each([
  '',
  'hello',
  hex,
  ` glpat-AbCdEfGhIj_123456-xZ`,
  'GLPAT-AbCdEfGhIj_123456-xZ',
  `user:${hex}0`,
  `:development.${hex}`,
  `default:.${hex}`,
  `default:development.${hex.toUpperCase()}`,
  `two words:development.${hex}`,
])('%j is unrecognised', (secret) => {
  expect(recognise(secret)).toEqual({ class: 'unrecognised' });
});

test('a string over 4,096 characters is malformed with a prefix of ours, and unrecognised without', () => {
  expect(recognise(`jtn_${'a'.repeat(4_093)}`).class).toBe('malformed');
  expect(recognise('a'.repeat(1_048_576)).class).toBe('unrecognised');
  expect(recognise(`eyJhbGciOiJub25lIn0.${'a'.repeat(5_000)}.a`).class).toBe('unrecognised');
});

test('hostile strings of 4 KiB and 1 MiB take linear time', () => {
  const fillers = ['a', 'A', '0', '.', ':', 'a.', 'a:', '-', '_', '*', 'é', '\0', '[]'];
  const started = performance.now();
  for (const prefix of ['', ...prefixes]) {
    for (const filler of fillers) {
      for (const length of [4_096, 1_048_576]) {
        const hostile = (prefix + filler.repeat(length / filler.length)).slice(0, length - 1);
        recognise(hostile);
        for (const { format } of kinds.all) format.recognise(hostile.slice(0, 4_096));
      }
    }
  }
  // Some thousand strings; a pattern that backtracks takes minutes for a single one.
  expect(performance.now() - started).toBeLessThan(15_000);
});

function jwt(header: object): string {
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.eyJzdWIiOiIxIn0.c2lnbmF0dXJl`;
}
