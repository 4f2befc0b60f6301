import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpFault } from '../../http/http-fault.ts';
import { parseFormFields } from './form-fields.ts';

describe('a form or query string', () => {
  it('is read as the platform writes it, the last of several values counting', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.endsWith('[]'));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'grapheme' }))), (pairs) => {
        const fields = parseFormFields(new URLSearchParams(pairs).toString());
        expect(fields).toEqual(Object.fromEntries(pairs));
      }),
    );
  });

  it('is refused as malformed or read, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('%', '&', '=', '+', '[', ']', 'a', '0', 'é') }),
        (text) => {
          try {
            expect(typeof parseFormFields(text)).toBe('object');
          } catch (error) {
            expect(error).toBeInstanceOf(HttpFault);
          }
        },
      ),
    );
  });

  it('collects the values of a name that ends in []', () => {
    expect(parseFormFields('scopes[]=api&name=n&scopes%5B%5D=read+api')).toEqual({
      scopes: ['api', 'read api'],
      name: 'n',
    });
  });

  it('cannot reach the prototype of objects', () => {
    const fields = parseFormFields('__proto__=x&constructor=y');
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(Object.keys(fields)).toEqual(['__proto__', 'constructor']);
  });
});
