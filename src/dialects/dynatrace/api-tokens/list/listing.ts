import type { Static } from '@fastify/type-provider-typebox';
import type { FieldFault } from '../../../../http/http-fault.ts';
import { invalidRequest } from '../../invalid-request.ts';
import { toTime } from '../../mapping.ts';
import { parseTimeInput } from '../../time-input.ts';
import type { ListParameters, ListQuery } from '../schemas.ts';
import { parseFields, type TokenField, tokenFields, usualFields } from './fields.ts';
import { type PageKey, parsePageKey } from './page-key.ts';
import { type ApiTokenSelector, everyToken, parseSelector } from './selector.ts';
import { isPositionIn, parseSort, type SortOrder, sortFields, usualOrder } from './sort.ts';

/** What a list was asked for. */
export interface Listing {
  readonly selector: ApiTokenSelector;
  readonly fields: ReadonlySet<TokenField>;
  readonly order: SortOrder;
  readonly pageSize: number;
  /** The time of last use, both ends included; null for open. */
  readonly from: number | null;
  readonly to: number | null;
  /** The parameters with their times resolved, for the key of the next page. */
  readonly parameters: Parameters;
  /** What the key held, when this is not the first page. */
  readonly key: PageKey | null;
}

type Parameters = Static<typeof ListParameters>;

/** Reads the parameters of a list; refuses everything that is wrong at once. */
export function parseListing(query: Static<typeof ListQuery>, now: number): Listing {
  const { nextPageKey, ...parameters } = query;
  const faults: FieldFault[] = [];
  if (nextPageKey === undefined) {
    const listing = readParameters(parameters, now, faults);
    if (faults.length > 0) throw invalidRequest(...faults);
    return { ...listing, key: null };
  }
  if (Object.keys(parameters).length > 0) throw badKey('must be the only parameter');
  const key = parsePageKey(nextPageKey);
  const listing = readParameters(key?.parameters ?? {}, now, faults);
  if (key === null || faults.length > 0 || !isPositionIn(listing.order, key.after))
    throw badKey('is not a key of this list');
  return { ...listing, key };
}

function badKey(message: string) {
  return invalidRequest({ location: 'query', field: 'nextPageKey', message });
}

const PAGE_SIZE = 200;

function readParameters(given: Parameters, now: number, faults: FieldFault[]): Omit<Listing, 'key'> {
  const read = <Value>(name: keyof typeof messages, parse: (text: string) => Value | null): Value | null => {
    const text = given[name];
    const value = text === undefined ? null : parse(text);
    if (text !== undefined && value === null)
      faults.push({ location: 'query', field: name, message: messages[name] });
    return value;
  };
  const selector = read('apiTokenSelector', parseSelector) ?? everyToken;
  const fields = read('fields', parseFields) ?? usualFields;
  const order = read('sort', parseSort) ?? usualOrder;
  const { pageSize = PAGE_SIZE } = given;
  const from = read('from', (text) => parseTimeInput(text, now));
  const to = read('to', (text) => parseTimeInput(text, now)) ?? (from === null ? null : now);
  const times = { ...(from !== null && { from: toTime(from) }), ...(to !== null && { to: toTime(to) }) };
  return { selector, fields, order, pageSize, from, to, parameters: { ...given, ...times } };
}

const anyOf = (names: readonly string[]) => `must be any of [${names.join(', ')}]`;

const messages = {
  apiTokenSelector:
    'must be criteria such as owner("value"), personalAccessToken(true) or scope("one","other"), separated by commas',
  fields: `${anyOf(tokenFields)}, separated by commas, all with a leading + or - or none`,
  sort: `${anyOf(Object.keys(sortFields))}, with an optional leading + or -`,
  from: 'must be a time',
  to: 'must be a time',
};
