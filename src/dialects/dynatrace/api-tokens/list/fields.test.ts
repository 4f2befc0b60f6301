import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFields, tokenFields, usualFields } from './fields.ts';

const field = fc.constantFrom(...tokenFields);

describe('fields', () => {
  it.each([
    ['+scopes', [...usualFields, 'scopes']],
    ['-owner,-creationDate', ['id', 'name', 'enabled']],
    ['+scopes,-name,+lastUsedDate', ['id', 'enabled', 'owner', 'creationDate', 'scopes', 'lastUsedDate']],
    [' scopes, expirationDate', [...usualFields, 'scopes', 'expirationDate']],
    ['-id', [...usualFields]],
    ['-scopes', [...usualFields]],
    ['name', ['id', 'name']],
    ['scopes, modifiedDate', ['id', 'scopes', 'modifiedDate']],
    ['id', ['id']],
  ])('%s are %j', (text, fields) => {
    expect(parseFields(text)).toEqual(new Set(fields));
  });

  it.each([
    '',
    ' ',
    ',',
    '+',
    '+scopes,',
    'scopes,,name',
    '+nope',
    'Scopes',
    '+scopes,name',
    'name,+scopes',
    '++scopes',
    'token',
    '__proto__',
    '*',
  ])('%j are none', (text) => {
    expect(parseFields(text)).toBeNull();
  });

  it('with signs add to the usual ones and remove from them, the last word counting', () => {
    const signed = fc.tuple(fc.constantFrom('+', '-', ' '), field);
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1 }), (changes) => {
        const fields = parseFields(changes.map((one) => one.join('')).join(','));
        for (const name of tokenFields) {
          const last = changes.findLast(([, changed]) => changed === name)?.[0];
          const expected = name === 'id' || (last === undefined ? usualFields.has(name) : last !== '-');
          expect(fields?.has(name)).toBe(expected);
        }
      }),
    );
  });

  it('without signs are those and the id', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (names) => {
        expect(parseFields(names.join(','))).toEqual(new Set(['id', ...names]));
      }),
    );
  });

  it('are read without throwing, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseFields(text)));
  });
});
