import { expect, it } from 'vitest';
import { attributesOf, expiryTime, tokenRequestOf } from './token-request.ts';

it('asks for nothing that was not given', () => {
  expect(tokenRequestOf({ kind: 'access_token', name: 'x' })).toEqual({ kind: 'access_token', name: 'x' });
});

it('splits a resource at its first colon', () => {
  expect(tokenRequestOf({ kind: 'k', name: 'x', resource: 'project:a:b/c' })).toMatchObject({
    resource: { type: 'project', path: 'a:b/c' },
  });
});

it.each(['project', ':a', 'project:', ''])('refuses the resource %j', (resource) => {
  expect(() => tokenRequestOf({ kind: 'k', name: 'x', resource })).toThrow('TYPE:PATH');
});

it('takes a date for its first moment in UTC, never for no expiry, and a time as it is', () => {
  expect(expiryTime('2030-02-01')).toBe('2030-02-01T00:00:00Z');
  expect(expiryTime('never')).toBeNull();
  expect(expiryTime('2030-02-01T10:00:00+02:00')).toBe('2030-02-01T10:00:00+02:00');
});

it('keeps text as text, and reads JSON where it is asked to', () => {
  expect(attributesOf(['a=1', 'b:=1', 'c=x=y', 'd:=["z"]', 'e='])).toEqual({
    a: '1',
    b: 1,
    c: 'x=y',
    d: ['z'],
    e: '',
  });
});

it.each(['a', '=x', ':=1', 'a:={'])('refuses the attribute %j', (pair) => {
  expect(() => attributesOf([pair])).toThrow('--attribute');
});
