import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDemands } from './parse-demands.ts';

describe('what a gateway demands', () => {
  it('is every scope and any kind that its query names', () => {
    expect(parseDemands('/auth')).toEqual({ scopes: [] });
    expect(parseDemands('/auth?')).toEqual({ scopes: [] });
    expect(parseDemands('/auth?scope=orders:read&kind=access_token&scope=a%26b&kind=deploy_token')).toEqual({
      scopes: ['orders:read', 'a&b'],
      kinds: ['access_token', 'deploy_token'],
    });
  });

  it.each([
    'kind=acces_token',
    'kind=',
    'kind=constructor',
    'scope=',
    'scope',
    'scope=a%20b',
    'scope=a+b',
    'scope=%22',
    'scope=%C3%A9',
    'scope=%ff',
    'scope=%',
    'scope=a&%zz',
    'scopes=a',
    'Scope=a',
    'scope[]=a',
    'path=/orders',
    '__proto__=a',
    `scope=${'a'.repeat(256)}`,
    Array(257).fill('scope=a').join('&'),
  ])('is not to be had from %s', (query) => {
    expect(parseDemands(`/auth?${query}`)).toBeNull();
  });

  it('is never less than was asked, whatever is added', () => {
    const scope = fc.stringMatching(/^[a-z:]{1,10}$/);
    fc.assert(
      fc.property(fc.array(scope, { maxLength: 5 }), fc.string({ maxLength: 40 }), (scopes, more) => {
        const asked = scopes.map((one) => `scope=${encodeURIComponent(one)}&`).join('');
        const demands = parseDemands(`/auth?${asked}${more}`);
        expect(demands === null || scopes.every((one) => demands.scopes.includes(one))).toBe(true);
      }),
    );
  });
});
