import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimeInput } from './time-input.ts';

// A Thursday, in a leap year.
const now = Date.UTC(2024, 1, 29, 13, 45, 30, 250);
const parse = (text: string) => {
  const time = parseTimeInput(text, now);
  return time === null ? null : new Date(time).toISOString();
};

describe('a time that a client gives', () => {
  it.each([
    ['0', '1970-01-01T00:00:00.000Z'],
    ['1611554221123', '2021-01-25T05:57:01.123Z'],
    ['2021-01-25T05:57:01.123+01:00', '2021-01-25T04:57:01.123Z'],
    ['2021-01-25T05:57:01.123 01:00', '2021-01-25T04:57:01.123Z'],
    ['2021-01-25T05:57:01.123-0130', '2021-01-25T07:27:01.123Z'],
    ['2021-01-25T05:57:01.123Z', '2021-01-25T05:57:01.123Z'],
    ['2021-01-25 05:57:01.1', '2021-01-25T05:57:01.100Z'],
    ['2021-01-25 05:57:01.123456789', '2021-01-25T05:57:01.123Z'],
    ['2021-01-25T05:57:01', '2021-01-25T05:57:01.000Z'],
    ['2021-01-25T05:57', '2021-01-25T05:57:00.000Z'],
    ['2021-01-25T05:57+01:00', '2021-01-25T04:57:00.000Z'],
    ['2024-02-29T00:00', '2024-02-29T00:00:00.000Z'],
    ['now', '2024-02-29T13:45:30.250Z'],
    ['now-5m', '2024-02-29T13:40:30.250Z'],
    ['now-2h', '2024-02-29T11:45:30.250Z'],
    ['now+14d', '2024-03-14T13:45:30.250Z'],
    ['now 14d', '2024-03-14T13:45:30.250Z'],
    ['now-1w', '2024-02-22T13:45:30.250Z'],
    ['now-12M', '2023-02-28T13:45:30.250Z'],
    ['now+6M', '2024-08-29T13:45:30.250Z'],
    ['now+1y', '2025-02-28T13:45:30.250Z'],
    ['now/m', '2024-02-29T13:45:00.000Z'],
    ['now/h', '2024-02-29T13:00:00.000Z'],
    ['now-1d/d', '2024-02-28T00:00:00.000Z'],
    ['now/w', '2024-02-26T00:00:00.000Z'],
    ['now-1y/w', '2023-02-27T00:00:00.000Z'],
    ['now/M', '2024-02-01T00:00:00.000Z'],
    ['now-1M/y', '2024-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, time) => {
    expect(parse(text)).toBe(time);
  });

  it.each([
    '',
    ' ',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '9999999999999999',
    '2021-01-25',
    '2021-02-30T00:00',
    '2023-02-29T00:00',
    '2021-01-25T24:00',
    '2021-01-25T05:60',
    '2021-01-25T05:57:60',
    '2021-1-25T05:57',
    '2021-01-25T05:57:01.',
    '2021-01-25T05:57:01.1234567890',
    '2021-01-25T05:57+19:00',
    '2021-01-25T05:57+01:60',
    '2021-01-25T05:57+1',
    '2021-01-25T05:57 CET',
    '2021-01-25  05:57',
    '0000-01-01T00:00',
    '9999-12-31T23:59-01:00',
    'Now',
    'now-',
    'now-5',
    'now-5s',
    'now-m',
    'now--5m',
    'now-5m/',
    'now-5m/s',
    'now-5m-5m',
    'now+9000y',
    'now-999999999y',
    'now+999999999M',
    'tomorrow',
  ])('%j is none', (text) => {
    expect(parse(text)).toBeNull();
  });

  const times = fc.integer({ min: Date.UTC(1, 0) + 99 * 366 * 86_400_000, max: Date.UTC(9999, 0) });
  const units = fc.constantFrom('m', 'h', 'd', 'w', 'M', 'y');

  it('comes back in every zone, and as milliseconds', () => {
    fc.assert(
      fc.property(fc.nat(Date.UTC(9990, 0)), fc.integer({ min: -1080, max: 1080 }), (time, minutes) => {
        const local = new Date(time + minutes * 60_000).toISOString().slice(0, -1);
        const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const zone = `${minutes < 0 ? '-' : '+'}${`${hour}`.padStart(2, '0')}:${`${minute}`.padStart(2, '0')}`;
        expect(parseTimeInput(local + zone, 0)).toBe(time);
        expect(parseTimeInput(`${time}`, 0)).toBe(time);
      }),
    );
  });

  it('that is rounded down is not later, less than the unit away, and the same when rounded again', () => {
    const longest = { m: 6e4, h: 36e5, d: 864e5, w: 7 * 864e5, M: 31 * 864e5, y: 366 * 864e5 };
    fc.assert(
      fc.property(times, units, (at, unit) => {
        const rounded = parseTimeInput(`now/${unit}`, at) ?? Number.NaN;
        expect(rounded).toBeLessThanOrEqual(at);
        expect(at - rounded).toBeLessThan(longest[unit]);
        expect(parseTimeInput(`now/${unit}`, rounded)).toBe(rounded);
        if (unit === 'w') expect(new Date(rounded).getUTCDay()).toBe(1);
      }),
    );
  });

  it('relative to now lies on its side of now, and months keep the day where they can', () => {
    fc.assert(
      fc.property(fc.nat(Date.UTC(3000, 0)), fc.integer({ min: 1, max: 600 }), units, (at, count, unit) => {
        const [later, earlier] = [`now+${count}${unit}`, `now-${count}${unit}`].map((text) =>
          parseTimeInput(text, at),
        );
        expect(later).toBeGreaterThan(at);
        expect(earlier).toBeLessThan(at);
        if (unit === 'M')
          expect(new Date(later!).getUTCDate()).toBeLessThanOrEqual(new Date(at).getUTCDate());
      }),
    );
  });

  it('is read without throwing, whatever the text', () => {
    const pieces = fc.constantFrom(
      'now',
      '+',
      '-',
      ' ',
      '/',
      '5',
      'd',
      'M',
      '2021-01-25',
      'T',
      '05:57',
      ':',
      'Z',
      '.',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const time = parseTimeInput(text, now);
        expect(time === null || Number.isInteger(time)).toBe(true);
      }),
    );
  });
});
