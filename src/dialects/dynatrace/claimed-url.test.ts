import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimedUrl } from './claimed-url.ts';

const scheme = { authorization: 'Api-Token x' };

describe('a request under the native API’s path', () => {
  it.each([
    ['/api/v1/tokens', scheme],
    ['/api/v1/tokens/x', scheme],
    ['/api/v1/tokens?limit=5', { authorization: 'API-TOKEN' }],
    ['/api/v1/tokens?api-token=x', {}],
    ['/api/v1/tokens/lookup?a=b&api%2Dtoken=', { authorization: 'Bearer x' }],
  ])('%s with %j is for Dynatrace, with its query', (url, headers) => {
    expect(claimedUrl(url, headers)).toBe(`/e/-${url}`);
  });

  it.each([
    ['/api/v1/tokens', {}],
    ['/api/v1/tokens', { authorization: 'Bearer x' }],
    ['/api/v1/tokens', { authorization: 'Api-Tokens x' }],
    ['/api/v1/tokens?x=api-token', {}],
    ['/api/v1/tokens/api-token=x', {}],
    ['/api/v1/tokensx', scheme],
    ['/api/v1/me', scheme],
    ['/api/v2/apiTokens', scheme],
    ['/e/x/api/v1/tokens', scheme],
    ['//api/v1/tokens', scheme],
  ])('%s with %j is not', (url, headers) => {
    expect(claimedUrl(url, headers)).toBeNull();
  });

  it('is judged without throwing, whatever the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => void claimedUrl(`/api/v1/tokens?${query}`, {})),
    );
  });
});
