import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpFault } from './http-fault.ts';
import { JSON_DEPTH_MAX, parseJsonBody } from './json-body.ts';

describe('a JSON body', () => {
  it('is read as JSON.parse reads it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        fc.pre(!JSON.stringify(value).includes('"__proto__"'));
        const text = JSON.stringify(value, null, indent);
        expect(parseJsonBody(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '{"a":1,"a":2}',
    '{"a":{"b":1,"c":{"d":[{"x":1,"x":1}]}}}',
    '{"a":1,"\\u0061":2}',
    `{"a":1,"a"${' '.repeat(200)}:2}`,
    '{"":1,"":2}',
  ])('that names a member twice is refused: %s', (text) => {
    expect(() => parseJsonBody(text)).toThrow(HttpFault);
  });

  it.each([
    '{"a":"a","b":"a"}',
    '[{"a":1},{"a":1}]',
    '{"a":{"a":1}}',
    '{"a":"\\"a\\":1","b":"{\\"a\\":1,\\"a\\":2}"}',
  ])('that only looks as if it did is read: %s', (text) => {
    expect(parseJsonBody(text)).toEqual(JSON.parse(text));
  });

  it('nested too deeply is refused, however it is nested', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJsonBody(nested(JSON_DEPTH_MAX))).toBeDefined();
    expect(() => parseJsonBody(nested(JSON_DEPTH_MAX + 1))).toThrow(HttpFault);
    expect(() => parseJsonBody(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)).toThrow(HttpFault);
  });

  it("that is no JSON, or would reach an object's prototype, is refused", () => {
    for (const text of ['', '{', '{"a":1', "{'a':1}", '\u0000', '[1,]', 'NaN', '{"__proto__":{}}'])
      expect(() => parseJsonBody(text), text).toThrow(HttpFault);
  });
});
