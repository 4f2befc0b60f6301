import type { Static } from '@fastify/type-provider-typebox';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { EventQuery } from './schemas.ts';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 1000;
const OFFSET_MAX = 1_000_000_000;
const DAY_MS = 86_400_000;

/** A page of events somebody asks for; times in Unix milliseconds, both left out themselves. */
export interface EventPage {
  /** Null for all. */
  readonly types: readonly string[] | null;
  readonly period: { readonly after?: number; readonly before?: number };
  readonly limit: number;
  readonly offset: number;
}

/** Reads a query that its schema admitted; a filter that would silently be passed over is refused. */
export function parseEventQuery(query: Static<typeof EventQuery>): EventPage {
  const { type, from, to, limit, offset, ...others } = query;
  const [other] = Object.keys(others).filter((name) => notOffered.includes(name));
  if (other !== undefined)
    throw new AuthorityError('invalid_argument', `Filtering events by ${other} is not offered.`);
  return {
    types: type === undefined ? null : valuesOf(type),
    period: {
      ...(from !== undefined && { after: startOf(from) - 1 }),
      ...(to !== undefined && { before: startOf(to) + DAY_MS }),
    },
    limit: Math.min(numberOr(limit, LIMIT_DEFAULT) || LIMIT_DEFAULT, LIMIT_MAX),
    offset: Math.min(numberOr(offset, 0), OFFSET_MAX),
  };
}

const notOffered: readonly string[] = ['id', 'feature', 'project', 'environment', 'createdBy', 'query'];

function valuesOf(filter: string): readonly string[] {
  const [operator, value] = [filter.slice(0, filter.indexOf(':')), filter.slice(filter.indexOf(':') + 1)];
  return operator === 'IS' ? [value] : value.split(',').map((one) => one.trim());
}

function startOf(day: string): number {
  const time = Date.parse(`${day.slice('IS:'.length)}T00:00:00Z`);
  if (Number.isNaN(time)) throw new AuthorityError('invalid_argument', 'There is no such day.');
  return time;
}

function numberOr(text: string | undefined, absent: number): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : absent;
}
