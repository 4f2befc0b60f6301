import type { KindName } from '../../../src/core/kinds/kind-name.ts';
import { canCarry, type Door, mayGrant } from './granting.ts';

export type Role = 'admin' | 'editor' | 'viewer';

/** How the caller's token is: the first two are good from here. */
export const states = [
  'active',
  'bound to here',
  'bound to elsewhere',
  'expired',
  'disabled',
  'revoked or deleted',
  'rotated',
  'of a blocked account',
] as const;

/** Somebody who tries a call. */
export interface Attempt {
  readonly kind: KindName;
  readonly role: Role;
  readonly scopes: readonly string[];
  /** `unleash_permissions` of the account. */
  readonly permissions: readonly string[];
  readonly state: (typeof states)[number];
  /** Whether what the call is about belongs to the caller. */
  readonly own: boolean;
  /** The scopes that the call would give away. */
  readonly wanted: readonly string[];
}

/** What a call needs. Placeholders in its path: `:token`, `:secret`, `:account`, `:project`. */
export interface Rule {
  readonly call: string;
  /** Tells rows of the same call apart. */
  readonly with?: string;
  readonly door: Door;
  readonly kinds: readonly KindName[];
  readonly roles: readonly Role[];
  /** One of them is needed; null for none. */
  readonly scopes: readonly string[] | null;
  /** The dialect's own kinds are let in for what they are. */
  readonly scopesOf?: 'native tokens';
  /** This one is needed besides. */
  readonly also?: string;
  /** Unleash: one of these does instead of the role. */
  readonly permissions?: readonly string[];
  /** Whose things it is for. */
  readonly reach?: 'own' | 'own, all for admins' | 'managed, all for admins' | 'own for personal tokens';
  /** The kind of token whose scopes it gives away. */
  readonly gives?: KindName;
  /** The scopes that it gives away whatever is wanted. */
  readonly fixed?: readonly string[];
  /** The kind of token that it is about. */
  readonly about?: KindName;
  /** Whether that token has the wanted scopes before. */
  readonly has?: 'wanted';
  readonly sudo?: true;
  /** How the body is written; absent: as JSON. */
  readonly contentType?: 'application/x-ndjson' | 'application/x-www-form-urlencoded';
  readonly body?: (wanted: readonly string[], unique: string) => object;
}

/** Whether the rules grant a call to whoever tries it. */
export function grants(rule: Rule, attempt: Attempt): boolean {
  return (
    rule.kinds.includes(attempt.kind) &&
    (attempt.state === 'active' || attempt.state === 'bound to here') &&
    hasRole(rule, attempt) &&
    hasScopes(rule, attempt) &&
    reaches(rule, attempt) &&
    mayGive(rule, attempt)
  );
}

/** What a token of this kind does as whom, whatever the role of the account behind. */
function actingRole({ kind, role }: Attempt): Role {
  if (kind === 'unleash_admin_token') return 'admin';
  return resourceTokens.includes(kind) ? 'editor' : role;
}

const resourceTokens: readonly KindName[] = ['project_access_token', 'group_access_token'];

function hasRole({ roles, permissions = [] }: Rule, attempt: Attempt): boolean {
  return roles.includes(actingRole(attempt)) || permissions.some((one) => attempt.permissions.includes(one));
}

function hasScopes({ scopesOf, scopes, also }: Rule, { kind, scopes: held }: Attempt): boolean {
  if (held.includes('*') || (scopesOf === 'native tokens' && kind !== 'access_token')) return true;
  const hasOne = scopes === null || scopes.some((one) => held.includes(one));
  return hasOne && (also === undefined || held.includes(also));
}

function reaches({ reach }: Rule, attempt: Attempt): boolean {
  const { kind, own } = attempt;
  if (reach === undefined || (reach.endsWith('all for admins') && isAdmin(attempt))) return true;
  if (reach === 'own for personal tokens') return own || kind !== 'dynatrace_personal_access_token';
  // Projects' and groups' tokens act as bots, which own nothing.
  return own && (reach !== 'own, all for admins' || !resourceTokens.includes(kind));
}

function isAdmin(attempt: Attempt): boolean {
  return actingRole(attempt) === 'admin';
}

function mayGive(rule: Rule, attempt: Attempt): boolean {
  const { gives, door } = rule;
  if (gives === undefined) return true;
  const given = rule.fixed ?? attempt.wanted;
  return given.every((scope) => canCarry(gives, scope) && mayGrant(attempt.scopes, scope, gives, door));
}

export const everybody: readonly Role[] = ['viewer', 'editor', 'admin'];
export const changers: readonly Role[] = ['editor', 'admin'];
export const admins: readonly Role[] = ['admin'];

/** Makes rows that have something in common. */
export function rowsOf(usual: Omit<Rule, 'call'>) {
  return (call: string, row: Partial<Rule> = {}): Rule => ({ ...usual, call, ...row });
}

/** What bodies hold: an unused name, and the wanted scopes. */
export const named: NonNullable<Rule['body']> = (_wanted, name) => ({ name });
export const scoped: NonNullable<Rule['body']> = (scopes, name) => ({ name, scopes });
export const later = '2099-01-01T00:00:00Z';
