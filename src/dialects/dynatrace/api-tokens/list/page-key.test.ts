import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageKey, parsePageKey, toPageKey } from './page-key.ts';

const text = fc.string({ unit: 'grapheme' });
const keys: fc.Arbitrary<PageKey> = fc.record({
  parameters: fc.record(
    { pageSize: fc.integer({ min: 100, max: 10_000 }), apiTokenSelector: text, fields: text, from: text },
    { requiredKeys: [] },
  ),
  totalCount: fc.nat(),
  after: fc.record({
    value: fc.oneof(
      fc.constant(null),
      fc.maxSafeInteger(),
      text.filter((one) => !one.includes('\0')),
    ),
    id: fc.nat(),
  }),
});

describe('the key of a page', () => {
  it('comes back as it went out, and needs no escapes in a URL', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(toPageKey(key)).toMatch(/^[\w-]+$/);
        expect(parsePageKey(toPageKey(key))).toEqual(key);
      }),
    );
  });

  it('is refused when it is not exactly what goes out', () => {
    fc.assert(
      fc.property(keys, fc.nat(), fc.constantFrom(...'AZaz09-_=+/ '), (key, at, other) => {
        const whole = toPageKey(key);
        const index = at % whole.length;
        const altered = whole.slice(0, index) + other + whole.slice(index + 1);
        const parsed = parsePageKey(altered);
        if (parsed !== null) expect(toPageKey(parsed)).toBe(altered);
        expect(parsePageKey(`${whole}=`)).toBeNull();
      }),
    );
  });

  it.each([
    [],
    [{}],
    [{}, 1, null],
    [{}, 1, null, 1, 1],
    [{}, -1, null, 1],
    [{}, 1, null, 1.5],
    [{}, 1, {}, 1],
    [{}, 1, 1.5, 1],
    [{}, 1, 'a\0', 1],
    [{}, 1, '\ud800', 1],
    [{ pageSize: 99 }, 1, null, 1],
    [{ pageSize: '200' }, 1, null, 1],
    [{ fields: 5 }, 1, null, 1],
    [null, 1, null, 1],
  ])('does not hold %j', (...parts) => {
    expect(parsePageKey(Buffer.from(JSON.stringify(parts)).toString('base64url'))).toBeNull();
  });

  it('is read without throwing, whatever the text and whatever JSON it holds', () => {
    const forged = fc.json().map((json) => Buffer.from(json).toString('base64url'));
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), forged), (one) => void parsePageKey(one)));
  });
});
