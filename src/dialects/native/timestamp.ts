/** A time in Unix milliseconds as RFC 3339 in UTC with milliseconds: `2024-04-11T14:35:05.000Z`. */
export function toTimestamp(time: number): string {
  const day = Math.floor(time / DAY_MS);
  return dayText(day) + timeText(time - day * DAY_MS);
}

// A token tells several times, and a batch many tokens: `toISOString` alone would cost more than all else.
const DAY_MS = 86_400_000;
const DAYS_MAX = 4096;
const days = new Map<number, string>();

function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, -'00:00:00.000Z'.length);
  if (days.size >= DAYS_MAX) days.clear();
  days.set(day, text);
  return text;
}

function timeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const fraction = 1000 + Math.floor(ms - seconds * 1000);
  return `${twoDigits(hours)}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}.${String(fraction).slice(1)}Z`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Reads an RFC 3339 date-time with its offset, finer fractions cut to milliseconds; null when it is none. */
export function parseTimestamp(text: string): number | null {
  const parts = text.length <= LENGTH_MAX ? pattern.exec(text) : null;
  if (parts === null) return null;
  const [, date = '', time = '', fraction = '', sign, hours = '0', minutes = '0'] = parts;
  const milliseconds = fraction.slice(1, 4).padEnd(3, '0');
  const local = Date.parse(`${date}T${time}.${milliseconds}Z`);
  // Date.parse carries 30 February over into March: the day that comes back must be the day that was said.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date) return null;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? local + offset : local - offset;
}

const LENGTH_MAX = 64;
const pattern =
  /^(\d{4}-\d{2}-\d{2})[Tt]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d+)?(?:[Zz]|([+-])((?:[01]\d|2[0-3])):([0-5]\d))$/;
