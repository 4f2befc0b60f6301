import { expect, it } from 'vitest';
import { presentedSecret } from './presented-secret.ts';

it.each([
  [{ authorization: ['Bearer one'] }, 'one'],
  [{ authorization: ['bearer \t one'] }, 'one'],
  [{ authorization: ['Api-Token one'] }, 'one'],
  [{ authorization: ['one'] }, 'one'],
  [{ authorization: ['one'], 'private-token': ['two'], 'x-api-key': ['three'] }, 'one'],
  [{ 'private-token': ['two'], 'x-api-key': ['three'] }, 'two'],
  [{ 'x-api-key': ['three'] }, 'three'],
  [{ authorization: [''], 'private-token': [''], 'x-api-key': ['three'] }, 'three'],
  [{}, null],
  [{ authorization: [''] }, null],
])('the first source that is not empty is read: %j', (headers, secret) => {
  expect(presentedSecret(headers)).toBe(secret);
});

it.each([
  { authorization: ['Basic one'], 'x-api-key': ['three'] },
  { authorization: ['Bearer'], 'x-api-key': ['three'] },
  { authorization: ['Bearer one', 'Bearer two'] },
  { authorization: ['', 'Bearer two'] },
  { 'private-token': ['one', 'one'], 'x-api-key': ['three'] },
])('a first source that is no token is not passed over: %j', (headers) => {
  expect(presentedSecret(headers)).not.toMatch(/^(one|two|three)$/);
});
