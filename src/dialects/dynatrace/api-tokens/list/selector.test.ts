import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyToken, parseSelector } from './selector.ts';

const value = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('"'));
const criterion = fc.oneof(
  fc.record({ owner: value }),
  fc.record({ personal: fc.boolean() }),
  fc.record({ scopes: fc.array(value, { minLength: 1, maxLength: 4 }) }),
);
type Criterion = typeof criterion extends fc.Arbitrary<infer One> ? One : never;

function written(one: Criterion, blank: string): string {
  if ('owner' in one) return `${blank}owner(${blank}"${one.owner}"${blank})${blank}`;
  if ('personal' in one) return `${blank}personalAccessToken(${blank}${one.personal}${blank})${blank}`;
  return `${blank}scope(${one.scopes.map((scope) => `${blank}"${scope}"${blank}`).join(',')})${blank}`;
}

describe('a selector', () => {
  it('is read as it was written, with blanks or without', () => {
    fc.assert(
      fc.property(fc.array(criterion, { minLength: 1 }), fc.constantFrom('', ' ', '\t  '), (all, blank) => {
        const selector = parseSelector(all.map((one) => written(one, blank)).join(','));
        expect(selector).toEqual({
          owners: all.flatMap((one) => ('owner' in one ? [one.owner] : [])),
          personal: all.flatMap((one) => ('personal' in one ? [one.personal] : [])),
          scopes: all.flatMap((one) => ('scopes' in one ? [one.scopes] : [])),
        });
      }),
    );
  });

  it('keeps commas, parentheses and case inside values', () => {
    expect(parseSelector('owner("a,b"),scope("owner(\'x\')",")"),personalAccessToken(false)')).toEqual({
      owners: ['a,b'],
      personal: [false],
      scopes: [["owner('x')", ')']],
    });
  });

  it.each([
    '',
    ',',
    'owner',
    'owner()',
    'owner(john)',
    "owner('john')",
    'owner("john"',
    'owner("john)',
    'owner("a","b")',
    'owner("john"),',
    ',owner("john")',
    'owner("john")scope("a")',
    'owner("john");scope("a")',
    'owner ("john")',
    'Owner("john")',
    'scope()',
    'scope("a",)',
    'scope("a" "b")',
    'personalAccessToken()',
    'personalAccessToken("true")',
    'personalAccessToken(TRUE)',
    'personalAccessToken(true,false)',
    'enabled(true)',
    'name("x")',
    'not(owner("x"))',
  ])('%s is none', (text) => {
    expect(parseSelector(text)).toBeNull();
  });

  it('has at most 256 values', () => {
    const scope = (count: number) => `scope(${Array(count).fill('"a"').join(',')})`;
    expect(parseSelector(scope(256))?.scopes[0]).toHaveLength(256);
    expect(parseSelector(scope(257))).toBeNull();
    expect(parseSelector(`${scope(200)},${scope(57)}`)).toBeNull();
    expect(parseSelector(Array(257).fill('personalAccessToken(true)').join(','))).toBeNull();
  });

  it('is read without throwing and at once, whatever the text', () => {
    const pieces = fc.constantFrom(
      'owner(',
      'scope(',
      '"',
      'a',
      ',',
      ')',
      ' ',
      'personalAccessToken(',
      'true',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(() => parseSelector(text)).not.toThrow();
      }),
    );
    const before = performance.now();
    for (const text of [' '.repeat(16_000), `scope(${'"a" ,'.repeat(4_000)}`, `owner("${' '.repeat(16_000)}`])
      expect(parseSelector(text)).toBeNull();
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('that is left out means every token', () => {
    expect(everyToken).toEqual({ owners: [], personal: [], scopes: [] });
  });
});
