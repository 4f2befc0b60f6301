import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedFormat } from './secret-format.ts';

const json = { type: 'application/json', header: null };
const text = { type: 'text/plain', header: null };
const csv = { type: 'text/csv', header: 'present' };
const bare = { type: 'text/csv', header: 'absent' };

describe('the form of a new secret', () => {
  it.each([
    [undefined, json],
    ['', json],
    ['nonsense', json],
    ['*/*', json],
    ['application/*', json],
    ['application/json, text/plain, */*', json],
    ['text/*', text],
    ['text/plain', text],
    ['TEXT/PLAIN; charset=utf-8', text],
    ['text/plain, */*', text],
    ['application/json;q=0.2, text/plain;q=0.9', text],
    ['application/json;q=0, */*', text],
    ['text/csv', csv],
    ['text/csv; header=present', csv],
    ['text/csv;header="absent"', bare],
    ['text/csv; header=absent, text/csv; header=present; q=0.5', bare],
    ['text/csv; q=0.1; header=absent, text/plain;q=0', bare],
    ['application/xml', null],
    ['text/csv; header=other', null],
    ['*/*;q=0', null],
    ['application/json;q=0.0', null],
  ])('%s wants %j', (accept, format) => {
    expect(acceptedFormat(accept)).toEqual(format);
  });

  it('is found without throwing, whatever the header', () => {
    const pieces = fc.constantFrom('text/csv', '*/*', ';', ',', 'q=', '0.5', 'header=', 'absent', ' ', '/');
    const headers = fc.oneof(
      fc.string(),
      fc.array(pieces).map((some) => some.join('')),
    );
    fc.assert(fc.property(headers, (header) => void acceptedFormat(header)));
  });

  it('is never one that the header rules out', () => {
    fc.assert(
      fc.property(fc.subarray([json, text]), (refused) => {
        const header = ['*/*;q=0.1', ...refused.map(({ type }) => `${type};q=0`)].join(', ');
        expect(refused).not.toContainEqual(acceptedFormat(header));
      }),
    );
  });
});
