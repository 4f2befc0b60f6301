import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../random.ts';
import { createKinds, type Kinds } from './all-kinds.ts';
import type { Kind, KindSettings } from './kind.ts';
import { kindNamesByDialect } from './kind-name.ts';

const plain: KindSettings = {
  gitlabTokenPrefix: 'glpat-',
  gitlabInstancePrefix: '',
  gitlabTokenPrefixesKnown: ['glpat-'],
  gitlabInstancePrefixesKnown: [],
  dynatraceExtraScopes: ['custom.read'],
};
const customised: KindSettings = {
  ...plain,
  gitlabTokenPrefix: 'team+1.',
  gitlabInstancePrefix: 'acme',
  gitlabTokenPrefixesKnown: ['', 'glpat-', 'old-', 'team+1.'],
  gitlabInstancePrefixesKnown: ['acme', 'ac'],
};
const kinds = createKinds(plain);
const context = { accountId: 70, attributes: { projects: ['default'], environment: 'development' } };
const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.:*~é'];

/** All but the kind that any string may be, which no shape tells. */
function shaped({ all }: Kinds): readonly Kind[] {
  return all.filter(({ name }) => name !== 'imported_token');
}

test('an imported token may have any shape, so that no shape is taken for one', () => {
  const { format, example } = kinds.get('imported_token');
  const secrets = Array.from({ length: 50 }, () => format.generate(systemRandom, context));
  expect(new Set(secrets).size).toBe(secrets.length);
  for (const secret of [...secrets, example, '5|abcdefghijklmnopqrst', 'a'.repeat(64)]) {
    expect(secret).toMatch(new RegExp(`^(?:${format.pattern})$`));
    expect(format.recognise(secret)).toBe('other');
    expect(kinds.recognise(secret)).not.toHaveProperty('kinds', expect.arrayContaining(['imported_token']));
  }
  for (const secret of ['5|abcdefghijklmnopqrst', 'a'.repeat(64)])
    expect(kinds.recognise(secret)).toEqual({ class: 'unrecognised' });
});

test('there is one kind for every name, in the same order and dialect', () => {
  const named = Object.entries(kindNamesByDialect).flatMap(([dialect, names]) =>
    names.map((it) => [dialect, it]),
  );
  expect(kinds.all.map(({ dialect, name }) => [dialect, name])).toEqual(named);
  expect(kinds.all).toHaveLength(24);
});

test('a kind is found by its name, and nothing by another', () => {
  for (const kind of kinds.all) expect([kinds.get(kind.name), kinds.find(kind.name)]).toEqual([kind, kind]);
  for (const name of ['', 'Access_token', '__proto__', 'constructor']) expect(kinds.find(name)).toBeNull();
  expect(() => kinds.get('nothing' as never)).toThrow(TypeError);
});

describe.each([
  ['default prefixes', createKinds(plain)],
  ['custom prefixes', createKinds(customised)],
  ['a blank GitLab prefix', createKinds({ ...plain, gitlabTokenPrefix: '' })],
])('with %s', (_, configured) => {
  describe.each(shaped(configured).map((kind) => [kind.name, kind] as const))('%s', (name, kind) => {
    test('a generated secret is well formed, of this kind, fits the pattern and is never the same twice', () => {
      const secrets = Array.from({ length: 50 }, () => kind.format.generate(systemRandom, context));
      for (const secret of secrets) {
        expect(configured.recognise(secret)).toMatchObject({ class: 'well_formed' });
        expect(configured.recognise(secret)).toHaveProperty('kinds', expect.arrayContaining([name]));
        expect(secret).toMatch(new RegExp(`^(?:${kind.format.pattern})$`));
      }
      expect(new Set(secrets).size).toBe(secrets.length);
    });

    test('the example is well formed, of this kind and always the same', () => {
      expect(configured.recognise(kind.example)).toHaveProperty('kinds', expect.arrayContaining([name]));
      expect(configured.recognise(kind.example).class).toBe('well_formed');
      expect(createKinds(plain).get(name).example).toBe(kinds.get(name).example);
    });

    test('the public id of its own secret shows at most the last four random characters', () => {
      const secret = kind.format.generate(systemRandom, context);
      const publicId = kind.format.publicId(secret);
      expect(publicId).not.toContain(secret.slice(-5));
      if (kind.dialect === 'dynatrace') expect(publicId).toBe(secret.split('.').slice(0, 2).join('.'));
      else expect(publicId).toMatch(new RegExp(`\\*{4}${RegExp.escape(secret.slice(-4))}$`));
      const [head = ''] = publicId.split('****');
      expect(secret.startsWith(head)).toBe(true);
    });

    test('the public id of any string never shows its tail beyond four characters', () => {
      const anything = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ maxLength: 200 }),
        fc
          .string({ maxLength: 200 })
          .map((rest) => (kind.format.prefixes[0] ?? 'default:development.') + rest),
      );
      fc.assert(
        fc.property(anything, (secret) => {
          const publicId = kind.format.publicId(secret);
          if (kind.format.recognise(secret) === 'well_formed') return;
          expect(publicId).toBe(secret.length < 20 ? '****' : `****${secret.slice(-4).toWellFormed()}`);
        }),
      );
    });
  });
});

describe.each(
  kinds.all.filter(({ format }) => format.checksum !== null).map((kind) => [kind.name, kind] as const),
)('%s', (_, { format }) => {
  test('a secret with one character changed is malformed', () => {
    const prefixLength = format.prefixes[0]?.length ?? 0;
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...characters), (at, character) => {
        const secret = format.generate(systemRandom, context);
        const index = prefixLength + (at % (secret.length - prefixLength));
        fc.pre(secret[index] !== character);
        const changed = secret.slice(0, index) + character + secret.slice(index + 1);
        expect(kinds.recognise(changed).class).toBe('malformed');
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['deploy_token', 'gldt-****wxyz'],
  ['personal_access_token', 'glpat-****wxyz'],
])('the public id of a %s is its prefix and its last four characters', (name, publicId) => {
  const secret = `${publicId.split('****')[0]}abcdefghijklmnopwxyz`;
  expect(kinds.find(name)?.format.publicId(secret)).toBe(publicId);
});

test('the public id of an Unleash token shows project and environment', () => {
  const secret = `shop:production.${'0'.repeat(52)}abcd`;
  expect(kinds.get('unleash_client_token').format.publicId(secret)).toBe('shop:production.****abcd');
});

test('revocation, ownership, rotation and sealing are as the contracts say', () => {
  const facts = kinds.all.map((kind) => [
    kind.name,
    kind.revocation,
    kind.actsFor,
    kind.resourceTypes.join(' ') + (kind.resourceTypes.length > 0 && !kind.resourceRequired ? '?' : ''),
    [kind.rotatable && 'rotatable', kind.sealed && 'sealed', kind.defaultLifetime && 'lifetime']
      .filter(Boolean)
      .join(' '),
  ]);
  expect(facts).toEqual([
    ['access_token', 'revoke', 'account', '', 'rotatable lifetime'],
    ['imported_token', 'revoke', 'account', '', 'rotatable lifetime'],
    ['personal_access_token', 'revoke', 'account', '', 'rotatable'],
    ['impersonation_token', 'revoke', 'account', '', 'rotatable'],
    ['project_access_token', 'revoke', 'account', 'project', 'rotatable'],
    ['group_access_token', 'revoke', 'account', 'group', 'rotatable'],
    ['deploy_token', 'revoke', 'resource', 'project group', ''],
    ['feed_token', 'reset', 'account', '', 'rotatable'],
    ['oauth_application_secret', 'reset', 'resource', 'application', 'rotatable'],
    ['cluster_agent_token', 'revoke', 'resource', 'agent', 'rotatable'],
    ['runner_authentication_token', 'reset', 'resource', 'runner', 'rotatable'],
    ['runner_registration_token', 'none', 'resource', 'project group?', ''],
    ['pipeline_trigger_token', 'revoke', 'account', 'project', 'rotatable'],
    ['ci_job_token', 'none', 'account', 'job', ''],
    ['feature_flags_client_token', 'reset', 'resource', 'project', 'rotatable'],
    ['incoming_email_token', 'reset', 'account', '', 'rotatable'],
    ['scim_token', 'none', 'resource', 'group?', ''],
    ['unleash_client_token', 'delete', 'none', '', 'rotatable sealed'],
    ['unleash_backend_token', 'delete', 'none', '', 'rotatable sealed'],
    ['unleash_frontend_token', 'delete', 'none', '', 'rotatable sealed'],
    ['unleash_admin_token', 'delete', 'none', '', 'rotatable sealed'],
    ['unleash_personal_access_token', 'delete', 'account', '', 'rotatable'],
    ['dynatrace_api_token', 'delete', 'account', '', 'rotatable'],
    ['dynatrace_personal_access_token', 'delete', 'account', '', 'rotatable'],
  ]);
});

test('the scopes of a kind are those of its dialect', () => {
  const scopesOf = (name: string) => kinds.find(name)?.scopes;
  expect(scopesOf('access_token')).toBe('any');
  expect(scopesOf('personal_access_token')).toEqual(expect.arrayContaining(['api', 'read_user', 'sudo']));
  for (const scope of ['read_user', 'sudo', 'admin_mode', 'read_service_ping']) {
    expect(scopesOf('project_access_token')).not.toContain(scope);
    expect(scopesOf('group_access_token')).not.toContain(scope);
  }
  expect(scopesOf('deploy_token')).toHaveLength(7);
  expect(scopesOf('feed_token')).toEqual([]);
  expect(scopesOf('unleash_frontend_token')).toEqual(['unleash:frontend']);
  expect(scopesOf('dynatrace_api_token')).toHaveLength(92);
  expect(scopesOf('dynatrace_personal_access_token')).toContain('custom.read');
  expect(scopesOf('dynatrace_personal_access_token')).toHaveLength(40);
  expect(scopesOf('dynatrace_api_token')).toEqual(
    expect.arrayContaining([...(scopesOf('dynatrace_personal_access_token') ?? [])]),
  );
});

test.each([
  ['instance_type', 'glrt-t1_'],
  ['group_type', 'glrt-t2_'],
  ['project_type', 'glrt-t3_'],
])('a runner of type %s gets a secret that says so', (runnerType, prefix) => {
  const { format } = kinds.get('runner_authentication_token');
  const generate = (attributes: Record<string, unknown>) =>
    format.generate(systemRandom, { accountId: null, attributes });
  expect(generate({ runner_type: runnerType }).startsWith(prefix)).toBe(true);
  expect(() => generate({ runner_type: 'other' })).toThrow('runner_type');
});

test.each([
  [{ projects: ['shop'], environment: 'production' }, 'shop:production.'],
  [{ projects: ['shop', 'web'], environment: 'production' }, '[]:production.'],
  [{ projects: ['*'], environment: 'production' }, '*:production.'],
])('an Unleash token of %o begins with %s', (attributes, head) => {
  const secret = kinds
    .get('unleash_client_token')
    .format.generate(systemRandom, { accountId: null, attributes });
  expect(secret.slice(0, -56)).toBe(head);
});

test.each([
  { projects: ['a:b'] },
  { projects: 'shop' },
  { projects: ['a b'] },
  { environment: '' },
  { environment: 7 },
])('attributes %o that an Unleash secret cannot hold are refused', (attributes) => {
  const { format } = kinds.get('unleash_client_token');
  expect(() => format.generate(systemRandom, { accountId: null, attributes })).toThrow('is invalid');
});
