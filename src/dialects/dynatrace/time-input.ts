/**
 * Reads a time as Dynatrace's parameters take it: Unix milliseconds, `2021-01-25T05:57:01.123+01:00` (a blank for the
 * `T`; zone, seconds and fraction may be left out; UTC), or relative to now, such as `now-2h` or `now+1M/d`.
 * Null for anything else. A blank is taken for `+`, which it was before a client forgot to encode it.
 */
export function parseTimeInput(text: string, now: number): number | null {
  const time = /^\d{1,15}$/.test(text) ? Number(text) : (parseDate(text) ?? parseRelative(text, now));
  return time !== null && time >= YEAR_1 && time < YEAR_10000 ? time : null;
}

const YEAR_1 = Date.parse('0001-01-01T00:00:00Z');
const YEAR_10000 = Date.UTC(10_000, 0);

const datePattern =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+\- ])(\d\d):?([0-5]\d))?$/;

function parseDate(text: string): number | null {
  const [whole, date, minutes, seconds = '00', fraction = '', sign, zoneHours, zoneMinutes] =
    datePattern.exec(text) ?? [];
  if (whole === undefined) return null;
  const local = `${date}T${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const time = Date.parse(local);
  // The engine takes February 30 for March 2, and 24:00 for the next day.
  if (Number.isNaN(time) || new Date(time).toISOString() !== local) return null;
  const zone = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * MINUTE_MS;
  if (zone > ZONE_MS_MAX) return null;
  return sign === '-' ? time + zone : time - zone;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ZONE_MS_MAX = 18 * 3_600_000;

const relativePattern = /^now(?:([+\- ])(\d{1,9})([mhdwMy]))?(?:\/([mhdwMy]))?$/;

function parseRelative(text: string, now: number): number | null {
  const [whole, sign, amount, unit, alignment] = relativePattern.exec(text) ?? [];
  if (whole === undefined) return null;
  const count = sign === '-' ? -Number(amount) : Number(amount);
  const moved = unit === undefined ? now : plus(now, count, unit as Unit);
  if (moved < YEAR_1 || !(moved < YEAR_10000)) return null;
  return alignment === undefined ? moved : floor(moved, alignment as Unit);
}

type Unit = 'm' | 'h' | 'd' | 'w' | 'M' | 'y';

const unitLengths = { m: MINUTE_MS, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS } as const;

function plus(time: number, count: number, unit: Unit): number {
  if (unit === 'M') return plusMonths(time, count);
  return unit === 'y' ? plusMonths(time, 12 * count) : time + count * unitLengths[unit];
}

/** The same day so many months later, or the last one of a month that is too short. */
function plusMonths(time: number, count: number): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count + 1, 0);
  date.setUTCDate(Math.min(day, date.getUTCDate()));
  return date.getTime();
}

function floor(time: number, unit: Unit): number {
  if (unit === 'M' || unit === 'y') {
    const start = new Date(time - modulo(time, DAY_MS));
    return start.setUTCMonth(unit === 'M' ? start.getUTCMonth() : 0, 1);
  }
  // The first Monday was the fifth day of 1970.
  return time - modulo(unit === 'w' ? time - 4 * DAY_MS : time, unitLengths[unit]);
}

function modulo(time: number, length: number): number {
  return ((time % length) + length) % length;
}
