import { type TSchema, Type } from 'typebox';

/** A value that a parameter cannot have, in the words that follow its name. */
export class Fault {
  readonly phrase: string;

  constructor(phrase: string) {
    this.phrase = phrase;
  }
}

/** A parameter of a call: how the reference describes it, and how it is read from JSON, a form or a query string. */
export interface Argument<Value> {
  readonly schema: TSchema;
  readonly required: boolean;
  /** Never sees an absent value; sees null only where the parameter is required. */
  read(value: unknown): Value | Fault;
}

type Optional<Value> = Argument<Value | undefined>;

/** The sorts of parameter that GitLab's calls take; all may be left out but those made `required`. */
export const argument = {
  required: <Value>(inner: Argument<Value | undefined>): Argument<Value> =>
    ({ ...inner, required: true }) as Argument<Value>,

  text: (description: string): Optional<string> =>
    optional(Type.String({ description }), (value) => (isText(value) ? value : invalid)),

  /** A secret, taken as it is. */
  secret: (description: string): Optional<string> =>
    optional(Type.String({ description }), (value) => (typeof value === 'string' ? value : invalid)),

  /** Whatever comes, for calls that look into it themselves. */
  anything: (description: string): Optional<unknown> =>
    optional(Type.Unknown({ description }), (value) => value),

  integer: (description: string): Optional<number> =>
    optional(Type.Integer({ description }), (value) => toInteger(value) ?? invalid),

  /** Null stands for a blank value, which is not the same as none. */
  blankableInteger: (description: string): Optional<number | null> =>
    optional(Type.Integer({ description }), (value) =>
      isBlank(value) ? null : (toInteger(value) ?? invalid),
    ),

  flag: (description: string): Optional<boolean> =>
    optional(Type.Boolean({ description }), (value) =>
      typeof value === 'object' ? invalid : (flags.get(String(value).toLowerCase()) ?? invalid),
    ),

  choice: <Value extends string>(values: readonly Value[], description: string): Optional<Value> =>
    optional(
      Type.String({ description, enum: [...values] }),
      (value) => values.find((known) => known === value) ?? notAllowed,
    ),

  level: (values: readonly number[], description: string): Optional<number> =>
    optional(Type.Integer({ description, enum: [...values] }), (value) => {
      const level = toInteger(value);
      return level === undefined ? invalid : values.includes(level) ? level : notAllowed;
    }),

  /** A day, read as its beginning in UTC, in Unix milliseconds; blank is none. */
  day: (description: string): Optional<number> =>
    optional(Type.String({ description, format: 'date' }), (value) => {
      if (isBlank(value)) return undefined;
      const time = toTime(value);
      return time === undefined ? invalid : time - (((time % DAY_MS) + DAY_MS) % DAY_MS);
    }),

  /** A time in Unix milliseconds; a day alone means its beginning in UTC; blank is none. */
  time: (description: string): Optional<number> =>
    optional(Type.String({ description, format: 'date-time' }), (value) =>
      isBlank(value) ? undefined : (toTime(value) ?? invalid),
    ),

  /** Clients send scopes as an array, as one string, or as a list with commas (gitlab.md, section 7). */
  scopes: (allowed: readonly string[], description: string): Optional<readonly string[]> =>
    optional(Type.Array(Type.String({ enum: [...allowed] }), { description }), (value) => {
      const scopes = toStrings(value);
      if (scopes === undefined) return invalid;
      return scopes.every((scope) => allowed.includes(scope)) ? scopes : notAllowed;
    }),
};

const DAY_MS = 86_400_000;
const YEAR_10000 = 253_402_300_800_000;
const invalid = new Fault('is invalid');
const notAllowed = new Fault('does not have a valid value');
const flags: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', '1', 'yes', 'y', 'on'].map((word) => [word, true] as const),
  ...['false', 'f', '0', 'no', 'n', 'off'].map((word) => [word, false] as const),
]);

function optional<Value>(
  schema: TSchema,
  read: (value: unknown) => Value | undefined | Fault,
): Optional<Value> {
  return { schema, required: false, read };
}

// A null character and half a surrogate pair cannot be stored everywhere, and nobody means them.
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function toInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

function toStrings(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [null];
  const strings = list.filter((one) => typeof one === 'string').map((one) => one.trim());
  return strings.length === list.length ? strings.filter((one) => one !== '') : undefined;
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;

function toTime(value: unknown): number | undefined {
  const parts = typeof value === 'string' ? iso.exec(value.trim()) : null;
  if (parts === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = parts;
  // A date that does not exist, such as the 30th of February, would otherwise be read as another.
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const offset = zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`);
  return time >= 0 && time < YEAR_10000 ? time : undefined;
}
