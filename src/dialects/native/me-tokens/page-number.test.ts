import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePageNumber } from './page-number.ts';

it.each([' 2', '2 ', '+2', '\t2', '2\n', '\r\n2\v', ' +2 '])('%j is page 2', (text) => {
  expect(parsePageNumber(text)).toBe(2n);
});

it.each([
  '02',
  '2.0',
  '1e1',
  '0x1A',
  '',
  'abc',
  '2abc',
  '1_000',
  '２',
  '0',
  '-1',
  '+-2',
  '++2',
  '+ 2',
  '2\f',
  '9223372036854775808',
  '99999999999999999999',
  '2\0',
])('%j is page 1', (text) => {
  expect(parsePageNumber(text)).toBe(1n);
});

it('the largest integer of PHP is a page', () => {
  expect(parsePageNumber('9223372036854775807')).toBe(9_223_372_036_854_775_807n);
});

it('of several, the last counts', () => {
  expect(parsePageNumber(['2', '3'])).toBe(3n);
  expect(parsePageNumber(['2', 'x'])).toBe(1n);
  expect(parsePageNumber([])).toBe(1n);
});

it('anything at all is a page of at least 1', () => {
  fc.assert(fc.property(fc.anything(), (given) => parsePageNumber(given) >= 1n));
});
