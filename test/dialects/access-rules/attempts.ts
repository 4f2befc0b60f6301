import fc from 'fast-check';
import { type KindName, kindNamesByDialect } from '../../../src/core/kinds/kind-name.ts';
import { availableScopes, canCarry, mayGrant, scopePool } from './granting.ts';
import { type Attempt, type Role, type Rule, states } from './rule.ts';

const everyKind: readonly KindName[] = Object.values(kindNamesByDialect).flat();
const roles: readonly Role[] = ['admin', 'editor', 'viewer'];
const unleashVerbs = ['CREATE', 'READ', 'UPDATE', 'DELETE'];
const unleashPermissions = [
  'ADMIN',
  ...['CLIENT', 'FRONTEND', 'PROJECT'].flatMap((family) =>
    unleashVerbs.map((verb) => `${verb}_${family}_API_TOKEN`),
  ),
];

/** Random attempts at a call, often by somebody who lacks little. */
export function attempts(rule: Rule): fc.Arbitrary<Attempt> {
  const likely = rule.scopes ?? [];
  const others = scopePool.filter((scope) => scope !== '*');
  return fc
    .record({
      kind: often(fc.constantFrom(...rule.kinds), fc.constantFrom(...everyKind)),
      role: often(fc.constantFrom(...rule.roles), fc.constantFrom(...roles)),
      needed: often(fc.constant(likely), fc.constant([])),
      others: fc.subarray(others, { maxLength: 5 }),
      all: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant(['*']) }),
      permissions: rule.door === 'unleash' ? permissionsFor(rule) : fc.constant([]),
      state: often(fc.constant('active' as const), fc.constantFrom(...states)),
      own: fc.boolean().map((stranger) => !stranger),
      wanted: wantedFor(rule),
    })
    .map(({ needed, others: more, all, ...rest }) => ({
      ...rest,
      scopes: carried(rest.kind, [...all, ...needed, ...more]),
    }));
}

/** Who has just enough for a call, with a token of a kind. */
export function leastAttempt({ roles: [role = 'admin'], ...rule }: Rule, kind: KindName): Attempt {
  const asked =
    rule.scopesOf === undefined || kind === 'access_token' ? (rule.scopes?.slice(0, 1) ?? []) : [];
  const needed = rule.also === '*' ? ['*'] : [...asked, ...(rule.also === undefined ? [] : [rule.also])];
  const scopes = carried(kind, [...needed, ...extra(rule)]);
  const { gives } = rule;
  const wanted =
    gives === undefined
      ? []
      : availableScopes(gives).filter((one) => mayGrant(scopes, one, gives, rule.door));
  return { kind, role, scopes, permissions: [], state: 'active', own: true, wanted: wanted.slice(0, 1) };
}

/** Where what it is called with is no scope to give away: one that is. */
function extra({ gives, fixed, door }: Omit<Rule, 'roles'>): readonly string[] {
  if (gives === undefined || door === 'gitlab' || door === 'unleash') return [];
  return (
    fixed ??
    availableScopes(gives)
      .filter((scope) => scope !== '*')
      .slice(0, 1)
  );
}

function carried(kind: KindName, scopes: readonly string[]): readonly string[] {
  return [...new Set(scopes)].filter((scope) => canCarry(kind, scope));
}

function wantedFor({ gives, fixed, has }: Rule): fc.Arbitrary<readonly string[]> {
  if (gives === undefined || fixed !== undefined) return fc.constant([]);
  const some = (pool: readonly string[]) =>
    fc.subarray([...pool], { minLength: 1, maxLength: Math.min(2, pool.length) });
  // What a token has before can only be what its kind carries.
  return often(some(availableScopes(gives)), some(has === 'wanted' ? availableScopes(gives) : scopePool));
}

function permissionsFor({ permissions = [] }: Rule): fc.Arbitrary<readonly string[]> {
  return fc.oneof(
    fc.constantFrom([], ...permissions.map((one) => [one])),
    fc.subarray(unleashPermissions, { maxLength: 3 }),
  );
}

function often<T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: rare });
}
