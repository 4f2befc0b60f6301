import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalUrl } from './canonical-url.ts';

const segment = fc
  .string({ minLength: 1, unit: 'grapheme' })
  .map((text) => encodeURIComponent(text.toWellFormed()));
const query = fc.oneof(
  fc.constant(''),
  fc.string().map((text) => `?${text}`),
);

/** The same word with another case of some letters. */
function recased(word: string): fc.Arbitrary<string> {
  return fc.mixedCase(fc.constant(word));
}

test('any case of the fixed words, doubled and trailing slashes lead to the one path', () => {
  const slashes = fc.integer({ min: 1, max: 4 }).map((count) => '/'.repeat(count));
  fc.assert(
    fc.property(
      fc.tuple(slashes, recased('api'), slashes, recased('admin'), slashes, recased('api-tokens'), slashes),
      segment,
      fc.constantFrom('', '/', '///'),
      query,
      (words, name, end, asked) => {
        expect(canonicalUrl(words.join('') + name + end + asked)).toBe(
          `/api/admin/api-tokens/${name}${asked}`,
        );
      },
    ),
  );
});

test('whatever is not a fixed word stays as it is', () => {
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 4 }), query, (rest, asked) => {
      const url = canonicalUrl(`/api/admin/api-tokens/Name/${rest.join('/')}${asked}`);
      expect(url).toBe(`/api/admin/api-tokens/${['Name', ...rest].join('/')}${asked}`);
    }),
  );
});

test('a canonical URL is its own canonical form', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(segment, fc.constant(''))), query, (path, asked) => {
      const once = canonicalUrl(`/${path.join('/')}${asked}`);
      expect(canonicalUrl(once)).toBe(once);
    }),
  );
});

test.each([
  ['/', '/'],
  ['/api/admin?a=//B/', '/api/admin?a=//B/'],
  ['/API/ADMIN/Else', '/api/admin/Else'],
  ['/api/admin/api-tokens/', '/api/admin/api-tokens'],
])('%s becomes %s', (url, canonical) => {
  expect(canonicalUrl(url)).toBe(canonical);
});
