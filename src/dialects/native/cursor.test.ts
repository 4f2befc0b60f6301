import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CursorValue, parseCursor, toCursor } from './cursor.ts';

const ids = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const values: Record<CursorValue, fc.Arbitrary<string | number | null>> = {
  text: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
  time: fc.maxSafeInteger(),
  time_or_null: fc.option(fc.maxSafeInteger()),
  id: ids,
};

describe('a cursor', () => {
  it.each(Object.keys(values) as CursorValue[])('of a list by %s comes back as it went out', (kind) => {
    fc.assert(
      fc.property(values[kind], ids, fc.string(), (value, id, list) => {
        const cursor = toCursor(list, { value, id });
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(parseCursor(list, cursor, kind)).toEqual({ value, id });
        expect(parseCursor(`${list}x`, cursor, kind)).toBeNull();
      }),
    );
  });

  it('is refused when any of its characters is another', () => {
    const cursor = toCursor('tokens', { value: 'a name', id: 5 });
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...'AZaz09-_=+/ '), (index, other) => {
        const altered = cursor.slice(0, index) + other + cursor.slice(index + 1);
        const parsed = parseCursor('tokens', altered, 'text');
        if (parsed !== null) expect(toCursor('tokens', parsed)).toBe(altered);
      }),
    );
  });

  it('is read without throwing whatever the string and whatever JSON it holds', () => {
    const forged = fc.json().map((json) => Buffer.from(json).toString('base64url'));
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), forged),
        fc.constantFrom(...(Object.keys(values) as CursorValue[])),
        (text, kind) => {
          expect(parseCursor('tokens', text, kind)).toBeNull();
        },
      ),
    );
  });

  it.each([
    ['text', 5],
    ['text', 'a\0'],
    ['text', '\ud800'],
    ['text', null],
    ['time', '5'],
    ['time', 1.5],
    ['time', null],
    ['time', 2 ** 60],
    ['time_or_null', 'x'],
    ['id', 0],
    ['id', null],
  ] as const)('of a list by %s does not hold %j', (kind, value) => {
    expect(parseCursor('l', toCursor('l', { value, id: 1 }), kind)).toBeNull();
  });
});
