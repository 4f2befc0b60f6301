import { describe, expect, it } from 'vitest';
import { checkHistory } from './check-history.ts';
import type { History, Operation } from './history.ts';

const subjects = [
  { token: 't1', account: 'a1' },
  { token: 't2', account: null },
];

function operation(begin: number, end: number, over: Partial<Operation>): Operation {
  return { op: 'x', door: 'd', node: 'n', subject: 't1', status: 200, outcome: 'ok', begin, end, ...over };
}
const issued = operation(0, 1, { writes: { register: 'life', value: 'live' } });
const revoke = (begin: number, end: number, over: Partial<Operation> = {}) =>
  operation(begin, end, { writes: { register: 'life', value: 'revoked' }, ...over });
const block = (begin: number, end: number, over: Partial<Operation> = {}) =>
  operation(begin, end, { subject: 'a1', writes: { register: 'state', value: 'blocked' }, ...over });
const unblock = (begin: number, end: number, over: Partial<Operation> = {}) =>
  operation(begin, end, { subject: 'a1', writes: { register: 'state', value: 'active' }, ...over });
const verify = (begin: number, end: number, verdict: Operation['verdict'], over: Partial<Operation> = {}) =>
  operation(begin, end, { verdict: verdict ?? 'valid', ...over });

function broken(operations: readonly Operation[], over: Partial<History> = {}): readonly string[] {
  const history = { subjects, operations: [issued, ...operations], faults: [], counts: [], ...over };
  return checkHistory(history).map(({ promise }) => promise);
}

describe('promise R', () => {
  it.each([
    ['accepts what was issued', [verify(2, 3, 'valid')]],
    ['accepts either answer while a revocation is under way', [revoke(2, 9), verify(3, 4, 'revoked')]],
    ['and on another node after that', [revoke(2, 9), verify(3, 4, 'revoked'), verify(5, 6, 'valid')]],
    ['accepts a late answer to an early question', [verify(2, 9, 'valid'), revoke(3, 4)]],
    ['accepts the new state afterwards', [revoke(2, 3), verify(4, 5, 'revoked'), verify(4, 5, 'refused')]],
    [
      'accepts both for ever after an unknown outcome',
      [
        revoke(2, 3, { outcome: 'unknown', status: 503 }),
        verify(100, 101, 'valid'),
        verify(200, 201, 'revoked'),
        verify(300, 301, 'valid'),
      ],
    ],
    [
      'accepts that an unknown write is made after a later one',
      [block(2, 3, { outcome: 'unknown' }), unblock(4, 5), verify(6, 7, 'account_blocked')],
    ],
    [
      'knows a write that failed for none',
      [revoke(2, 3, { outcome: 'fail', status: 404 }), verify(4, 5, 'valid')],
    ],
  ])('%s', (_name, operations) => {
    const faults = [{ name: 'any', begin: 0, end: 300 }];
    expect(broken(operations, { faults })).toEqual([]);
  });

  it.each([
    ['accepting after the revocation was acknowledged', [revoke(2, 3), verify(4, 5, 'valid')]],
    ['accepting the blocked', [block(2, 3), verify(4, 5, 'valid')]],
    [
      'accepting the blocked after a block between two others',
      [block(2, 3), unblock(4, 5), block(6, 7), verify(8, 9, 'valid')],
    ],
    [
      'accepting what an unknown and then an acknowledged revocation ended',
      [revoke(2, 3, { outcome: 'unknown' }), revoke(4, 5), verify(6, 7, 'valid')],
    ],
    [
      'accepting for a scope that was taken away',
      [
        operation(2, 3, { writes: { register: 'scope', value: 'narrow' } }),
        verify(4, 5, 'valid', { demandsScope: true }),
      ],
    ],
  ])('excludes %s', (_name, operations) => {
    expect(broken(operations)).toEqual(['R']);
  });

  it('asks for nothing of a scope that was not demanded', () => {
    const narrowed = operation(2, 3, { writes: { register: 'scope', value: 'narrow' } });
    expect(broken([narrowed, verify(4, 5, 'valid')])).toEqual([]);
  });
});

describe('a token that was issued', () => {
  it.each([
    ['refusing it as unknown', [verify(2, 3, 'unknown')]],
    ['refusing it without a reason', [verify(2, 3, 'refused')]],
    ['refusing it as revoked', [verify(2, 3, 'revoked')]],
    [
      'refusing it for an account that is good again',
      [block(2, 3), unblock(4, 5), verify(6, 7, 'account_blocked')],
    ],
    ['refusing it for another reason than the one it has', [revoke(2, 3), verify(4, 5, 'disabled')]],
    ['refusing a token of no account for its account', [verify(6, 7, 'account_blocked', { subject: 't2' })]],
  ])('excludes %s', (_name, operations) => {
    expect(broken(operations)).toEqual(['fresh']);
  });

  it('may be unknown until its issue is answered', () => {
    expect(broken([verify(0.5, 2, 'unknown')])).toEqual([]);
  });
});

describe('answers that are none', () => {
  const faults = [{ name: 'kill', begin: 1_000, end: 2_000 }];

  it.each([
    ['503 in a fault', operation(1_100, 1_200, { status: 503, outcome: 'unknown' })],
    ['503 soon after a fault', operation(2_500, 2_600, { status: 503, outcome: 'unknown' })],
    ['no answer in a fault', operation(900, 1_001, { status: null, outcome: 'unknown' })],
  ])('accepts %s', (_name, one) => {
    expect(broken([one], { faults })).toEqual([]);
  });

  it.each([
    ['503 long after a fault', operation(20_000, 20_100, { status: 503, outcome: 'unknown' })],
    ['503 before a fault', operation(500, 600, { status: 503, outcome: 'unknown' })],
    ['no answer without a fault', operation(20_000, 20_100, { status: null, outcome: 'unknown' })],
    ['500 even in a fault', operation(1_100, 1_200, { status: 500, outcome: 'unknown' })],
  ])('excludes %s', (_name, one) => {
    expect(broken([one], { faults })).toEqual(['availability']);
  });
});

it('excludes a verdict older than was asked for', () => {
  expect(broken([verify(2, 3, 'valid', { asOf: 6, minAsOf: 7 })])).toEqual(['order']);
  expect(broken([verify(2, 3, 'valid', { asOf: 7, minAsOf: 7 })])).toEqual([]);
});

describe('promise U', () => {
  const used = [verify(2, 3, 'valid', { uses: 'one' }), verify(4, 5, 'valid', { uses: 'one' })];
  const maybe = operation(6, 7, { uses: 'maybe' });

  it.each([2, 3])('accepts %i uses where two were answered and one may have been made', (count) => {
    expect(broken([...used, maybe], { counts: [{ token: 't1', count }] })).toEqual([]);
  });

  it.each([0, 1, 4])('excludes %i', (count) => {
    expect(broken([...used, maybe], { counts: [{ token: 't1', count }] })).toEqual(['U']);
  });
});
