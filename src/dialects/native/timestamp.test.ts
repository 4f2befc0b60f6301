import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp, toTimestamp } from './timestamp.ts';

/** Every time that four digits of year can say. */
const times = fc.date({
  min: new Date('0001-01-02T00:00:00Z'),
  max: new Date('9999-12-30T00:00:00Z'),
  noInvalidDate: true,
});
const two = (number: number) => String(number).padStart(2, '0');

describe('a time of RFC 3339', () => {
  it('comes back as it went out', () => {
    fc.assert(
      fc.property(times, (date) => {
        expect(parseTimestamp(toTimestamp(date.getTime()))).toBe(date.getTime());
      }),
    );
  });

  it('is told as the language itself tells it', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(toTimestamp(date.getTime())).toBe(date.toISOString());
      }),
    );
  });

  it('means the same moment in every offset and at every precision', () => {
    const offset = fc.tuple(fc.constantFrom('+', '-'), fc.nat(23), fc.nat(59));
    fc.assert(
      fc.property(times, offset, fc.nat({ max: 9 }), (date, [sign, hours, minutes], digits) => {
        const shift = (sign === '+' ? 1 : -1) * (hours * 60 + minutes) * 60_000;
        const local = new Date(date.getTime() + shift).toISOString();
        const fraction = `${local.slice(20, 23)}999999`.slice(0, digits);
        const text = `${local.slice(0, 19)}${digits === 0 ? '' : `.${fraction}`}${sign}${two(hours)}:${two(minutes)}`;
        const cut = 10 ** Math.max(0, 3 - digits);
        const expected = date.getTime() + shift;
        expect(parseTimestamp(text)).toBe(expected - (((expected % cut) + cut) % cut) - shift);
      }),
    );
  });

  it('is read without throwing whatever the string, and is then a moment that can be told', () => {
    const nearly = fc.stringMatching(
      /^[0-9]{4}-[0-1][0-9]-[0-3][0-9][Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(Z|z|[+-][0-9]{2}:[0-9]{2})?$/,
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearly), (text) => {
        const time = parseTimestamp(text);
        if (time !== null) expect(new Date(time).toISOString().length).toBeGreaterThanOrEqual(24);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['2024-02-29T00:00:00Z', 1_709_164_800_000],
    ['2024-02-29t00:00:00z', 1_709_164_800_000],
    ['1970-01-01T00:00:00.0019Z', 1],
    ['1969-12-31T23:59:59-00:00', -1000],
  ])('%s is one', (text, time) => {
    expect(parseTimestamp(text)).toBe(time);
  });

  it.each([
    '',
    '2024-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T23:60:00Z',
    '2024-01-01T23:59:60Z',
    '2024-01-01T00:00:00',
    '2024-01-01 00:00:00Z',
    '2024-01-01',
    '2024-01-01T00:00Z',
    '2024-01-01T00:00:00.Z',
    '2024-01-01T00:00:00,5Z',
    '2024-01-01T00:00:00+0100',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T00:00:00+01:60',
    '2024-01-01T00:00:00Z\n',
    ' 2024-01-01T00:00:00Z',
    '+012024-01-01T00:00:00Z',
    '٢٠٢٤-01-01T00:00:00Z',
    `2024-01-01T00:00:00.${'0'.repeat(100)}Z`,
    '1712000000',
  ])('%j is none', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });
});
