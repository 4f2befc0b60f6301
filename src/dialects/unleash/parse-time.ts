const MINUTE_MS = 60_000;
const form =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))?$/;

/**
 * Reads a date with a time as Unleash takes them, in Unix milliseconds: with `T`, `t` or a blank between, any number of
 * decimals, and UTC where no zone is told. Null for everything else, days that no calendar has included.
 */
export function parseTime(text: string): number | null {
  const match = form.exec(text);
  if (match === null) return null;
  const [decimals = '', sign, offsetHours, offsetMinutes] = match.slice(7);
  // Through ISO text, because Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const iso = `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}`;
  const time = Date.parse(`${iso}.${decimals.slice(0, 3).padEnd(3, '0')}Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(iso)) return null;
  if (sign === undefined) return time;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * MINUTE_MS;
  return sign === '+' ? time - offset : time + offset;
}
