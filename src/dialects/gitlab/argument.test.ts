import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Argument, argument, Fault } from './argument.ts';

function read(one: Argument<unknown>, value: unknown): unknown {
  const answer = one.read(value);
  return answer instanceof Fault ? answer.phrase : answer;
}

describe('a day', () => {
  const day = argument.day('');

  it('is the beginning of any day from 1970 on, and of the day of any time in it', () => {
    const last = Date.UTC(9999, 11, 31);
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(last), noInvalidDate: true }), (date) => {
        const text = date.toISOString();
        const start = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
        expect(read(day, text.slice(0, 10))).toBe(start);
        expect(read(day, text)).toBe(start);
      }),
    );
  });

  it.each(['2026-02-30', '2026-13-01', 'tomorrow', '20260101', '1969-12-31', '10000-01-01', 7, {}, [], true])(
    'is not %j',
    (value) => expect(read(day, value)).toBe('is invalid'),
  );

  it('may be blank', () => expect(read(day, ' ')).toBeUndefined());
});

describe('a time', () => {
  const time = argument.time('');

  it.each([
    ['2026-01-02', Date.UTC(2026, 0, 2)],
    ['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02T03:04:05.678901Z', Date.UTC(2026, 0, 2, 3, 4, 5, 678)],
    ['2026-01-02T03:04:05+02:00', Date.UTC(2026, 0, 2, 1, 4, 5)],
    ['2026-01-02 03:04:05 -0130', Date.UTC(2026, 0, 2, 4, 34, 5)],
    ['2026-01-02T03:04', Date.UTC(2026, 0, 2, 3, 4)],
  ])('%s', (text, expected) => expect(read(time, text)).toBe(expected));

  it.each(['2026-01-02T25:00:00Z', '2026-01-02T03:04:05+99:00', '2026-01-02Z', 'now'])('is not %j', (text) =>
    expect(read(time, text)).toBe('is invalid'),
  );
});

it('an integer is a number or digits, within what JavaScript tells apart', () => {
  const integer = argument.integer('');
  expect([7, '7', '-3'].map((value) => read(integer, value))).toEqual([7, 7, -3]);
  for (const value of ['', '1.5', 1.5, '1e3', '99999999999999999999', 1e300, Number.NaN, null, [], {}, true])
    expect(read(integer, value)).toBe('is invalid');
  expect(read(argument.blankableInteger(''), '')).toBeNull();
});

it('a flag is a word for yes or no', () => {
  const flag = argument.flag('');
  expect([true, 'true', '1', 1, 'Yes'].map((value) => read(flag, value))).toEqual(Array(5).fill(true));
  expect([false, 'false', '0', 0, 'off'].map((value) => read(flag, value))).toEqual(Array(5).fill(false));
  for (const value of ['', 'maybe', 2, null, {}, []]) expect(read(flag, value)).toBe('is invalid');
});

it('scopes are an array, a string or a list with commas, of the allowed ones', () => {
  const scopes = argument.scopes(['api', 'read_api'], '');
  expect(read(scopes, ['api', 'read_api'])).toEqual(['api', 'read_api']);
  expect(read(scopes, 'api')).toEqual(['api']);
  expect(read(scopes, 'api, read_api,')).toEqual(['api', 'read_api']);
  expect(read(scopes, '')).toEqual([]);
  expect(read(scopes, ['api', 'root'])).toBe('does not have a valid value');
  for (const value of [7, null, [7], { api: true }]) expect(read(scopes, value)).toBe('is invalid');
});

it('whatever comes is read or refused, never thrown over', () => {
  const every = [
    argument.text(''),
    argument.integer(''),
    argument.flag(''),
    argument.day(''),
    argument.time(''),
    argument.choice(['a'], ''),
    argument.level([1], ''),
    argument.scopes(['api'], ''),
  ];
  fc.assert(
    fc.property(fc.anything(), (value) => {
      for (const one of every) expect(() => one.read(value)).not.toThrow();
    }),
  );
});
