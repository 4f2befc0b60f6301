import type { TokenFilter, TokenOrder } from '../../../core/store.ts';
import { type TokenStatus, tokenStatuses } from '../../../core/token/token-status.ts';
import { argument } from '../argument.ts';
import { pageArguments } from '../pagination.ts';
import type { Read } from '../read-arguments.ts';

/** The parameters of a list of access tokens. */
export const filterArguments = {
  revoked: argument.flag('Only revoked tokens, or only the others'),
  state: argument.choice(['active', 'inactive'], 'Only tokens that work, or only the others'),
  created_before: argument.time('Created at this time or before'),
  created_after: argument.time('Created at this time or after'),
  last_used_before: argument.time('Last used at this time or before; never used is neither'),
  last_used_after: argument.time('Last used at this time or after; never used is neither'),
  expires_before: argument.day('Expires before this day'),
  expires_after: argument.day('Expires on this day or after'),
  search: argument.text('Words that all occur in the name, without regard to case'),
  sort: argument.text(
    'created_asc, created_desc, expires_asc, expires_desc, last_used_asc, last_used_desc, name_asc or name_desc; anything else is ignored',
  ),
  ...pageArguments,
};

type Filters = Omit<Read<typeof filterArguments>, 'page' | 'per_page'>;

/** What the parameters ask for; the core's bounds leave their own instant out, GitLab's mostly do not (gitlab.md 3.1). */
export function toTokenFilter(asked: Filters, now: number): TokenFilter {
  const bounds = {
    createdBefore: shifted(asked.created_before, 1),
    createdAfter: shifted(asked.created_after, -1),
    lastUsedBefore: shifted(asked.last_used_before, 1),
    lastUsedAfter: shifted(asked.last_used_after, -1),
    expiresBefore: asked.expires_before,
    expiresAfter: shifted(asked.expires_after, -1),
  };
  const given = Object.entries(bounds).filter(([, bound]) => bound !== undefined);
  return {
    now,
    statuses: statusesOf(asked),
    nameWords: (asked.search ?? '').split(/\s+/).filter((word) => word !== ''),
    ...Object.fromEntries(given),
  };
}

function shifted(time: number | undefined, by: 1 | -1): number | undefined {
  return time === undefined ? undefined : time + by;
}

const existing = tokenStatuses.filter((status) => status !== 'deleted');

/** States of tokens, narrowed by each parameter that asks for some. */
export function statusesOf({
  revoked,
  state,
}: {
  readonly revoked?: boolean | undefined;
  readonly state?: string | undefined;
}): readonly TokenStatus[] {
  return existing.filter(
    (status) =>
      (revoked === undefined || (status === 'revoked') === revoked) &&
      (state === undefined || state === 'all' || (status === 'active') === (state === 'active')),
  );
}

/** The order that `sort` names: by id when it names none. */
export function toTokenOrder(sort = ''): TokenOrder {
  const [, column = '', direction = 'asc'] = /^(created|expires|last_used|name)_(asc|desc)$/.exec(sort) ?? [];
  return { by: columns[column] ?? 'id', direction: direction === 'desc' ? 'desc' : 'asc' };
}

const columns: Readonly<Record<string, 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'name'>> = {
  created: 'createdAt',
  expires: 'expiresAt',
  last_used: 'lastUsedAt',
  name: 'name',
};
