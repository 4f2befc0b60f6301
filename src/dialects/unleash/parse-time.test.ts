import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTime } from './parse-time.ts';

const noon = Date.UTC(2030, 0, 2, 12);

test('every time that JavaScript writes is read as what it was', () => {
  const years0To9999 = { min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') };
  fc.assert(
    fc.property(fc.date({ ...years0To9999, noInvalidDate: true }), (date) => {
      expect(parseTime(date.toISOString())).toBe(date.getTime());
    }),
  );
});

test('whatever is read is a time, and no text is a crash', () => {
  const near = fc.stringMatching(/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:?\d\d)?$/);
  fc.assert(
    fc.property(fc.oneof(near, fc.string()), (text) => {
      const time = parseTime(text);
      if (time !== null) expect(Number.isSafeInteger(time)).toBe(true);
    }),
  );
});

test.each([
  ['2030-01-02T12:00:00Z'],
  ['2030-01-02t12:00:00z'],
  ['2030-01-02 12:00:00Z'],
  ['2030-01-02T12:00:00'],
  ['2030-01-02T12:00:00.000999Z'],
  ['2030-01-02T14:00:00+02:00'],
  ['2030-01-02T06:30:00-0530'],
])('%s is noon', (text) => {
  expect(parseTime(text)).toBe(noon);
});

test.each([
  '',
  'soon',
  '2030-01-02',
  '1893585600000',
  '2030-02-30T12:00:00Z',
  '2030-13-01T12:00:00Z',
  '2030-01-02T12:00:60Z',
  '2030-01-02T24:00:00Z',
  '2030-01-02T12:00Z',
  '2030-01-02  12:00:00Z',
  '2030-01-02T12:00:00+24:00',
  '2030-01-02T12:00:00Z ',
  '+012030-01-02T12:00:00Z',
])('%j is no time', (text) => {
  expect(parseTime(text)).toBeNull();
});
