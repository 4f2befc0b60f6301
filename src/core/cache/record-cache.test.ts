import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from '../store-changes.ts';
import { IrregularSecrets } from '../token/irregular-secrets.ts';
import { type TokenDetails, unused } from '../token/token.ts';
import type { Fingerprint } from '../token/token-digest.ts';
import { RecordCache } from './record-cache.ts';

const TOKENS = 3;
const fingerprint = (token: number) => `fingerprint ${token}` as Fingerprint;

/** What a database shows of its log: in the name of a thing stands the number of the last change to it. */
function detailsAt(log: readonly Subject[], token: number, asOf: number): TokenDetails {
  const named = (type: Subject['type'], id: number) => {
    const last = log.slice(0, asOf).findLastIndex((one) => one.type === type && one.id === id) + 1;
    return { id, name: `${last}` };
  };
  return {
    token: { ...named('token', token), accountId: 1, resourceId: 2, createdById: 3 },
    account: named('account', 1),
    resource: named('resource', 2),
    createdBy: named('account', 3),
    use: unused,
  } as unknown as TokenDetails;
}

const subject = fc.oneof(
  fc.record({ type: fc.constant('token'), id: fc.nat(TOKENS - 1) }),
  fc.constantFrom({ type: 'account', id: 1 }, { type: 'account', id: 3 }, { type: 'resource', id: 2 }),
) as fc.Arbitrary<Subject>;

const step = fc.oneof(
  { weight: 3, arbitrary: subject.map((change) => ({ what: 'commit' as const, change })) },
  { weight: 3, arbitrary: fc.constant({ what: 'apply' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('ask' as const), token: fc.nat(TOKENS - 1) }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('arrive' as const), at: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constant({ what: 'restart' as const }) },
);

it('whatever is remembered shows every change to it that was applied', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const cache = new RecordCache({ tokensMax: 2, irregular: new IrregularSecrets(1) });
      const log: Subject[] = [];
      const asked: (() => void)[] = [];
      for (const one of steps) {
        if (one.what === 'commit') log.push(one.change);
        else if (one.what === 'apply' && cache.applied < log.length)
          cache.apply({ number: cache.applied + 1, subjects: [log[cache.applied] as Subject] });
        else if (one.what === 'restart') cache.restart(log.length);
        else if (one.what === 'ask') {
          const seen = { asOf: log.length, epoch: cache.epoch };
          const details = detailsAt(log, one.token, seen.asOf);
          asked.push(() => cache.remember(fingerprint(one.token), details, seen));
        } else if (one.what === 'arrive') asked.splice(one.at % Math.max(asked.length, 1), 1)[0]?.();
        for (let token = 0; token < TOKENS; token += 1) expectCurrent(cache, log, token);
      }
    }),
    { numRuns: 500 },
  );
});

function expectCurrent(cache: RecordCache, log: readonly Subject[], token: number): void {
  const found = cache.find(fingerprint(token));
  if (found === null) return;
  const due = detailsAt(log, token, cache.applied);
  for (const part of ['token', 'account', 'resource', 'createdBy'] as const)
    expect(Number(found[part]?.name)).toBeGreaterThanOrEqual(Number(due[part]?.name));
}

it('a look-up that overtook changes to others is remembered all the same', () => {
  const cache = new RecordCache({ tokensMax: 2, irregular: new IrregularSecrets(1) });
  cache.apply({ number: 1, subjects: [{ type: 'token', id: 9 }] });
  cache.remember(fingerprint(0), detailsAt([], 0, 0), { asOf: 0, epoch: cache.epoch });
  expect(cache.find(fingerprint(0))).not.toBeNull();
});

it('a change is applied only behind the one before it, and once', () => {
  const cache = new RecordCache({ tokensMax: 2, irregular: new IrregularSecrets(1) });
  cache.remember(fingerprint(0), detailsAt([], 0, 0), { asOf: 0, epoch: cache.epoch });
  expect(cache.apply({ number: 2, subjects: [{ type: 'token', id: 0 }] })).toBe(false);
  expect(cache.applied).toBe(0);
  expect(cache.find(fingerprint(0))).not.toBeNull();
  expect(cache.apply({ number: 1, subjects: [{ type: 'token', id: 0 }] })).toBe(true);
  expect(cache.find(fingerprint(0))).toBeNull();
  expect(cache.apply({ number: 1, subjects: [] })).toBe(true);
  expect(cache.applied).toBe(1);
});

it('whoever asked before everything was forgotten is not remembered', () => {
  const cache = new RecordCache({ tokensMax: 2, irregular: new IrregularSecrets(1) });
  const seen = { asOf: 7, epoch: cache.epoch };
  cache.restart(3);
  cache.remember(fingerprint(0), detailsAt([], 0, 0), seen);
  expect(cache.find(fingerprint(0))).toBeNull();
  expect(cache.isRecent(seen, 3)).toBe(false);
  expect(cache.isRecent({ asOf: 2, epoch: cache.epoch }, 3)).toBe(false);
  expect(cache.isRecent({ asOf: 3, epoch: cache.epoch }, 3)).toBe(true);
});
