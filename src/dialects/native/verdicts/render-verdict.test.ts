import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verificationChecks } from '../../../core/operations/judge-record.ts';
import type { Verdict } from '../../../core/operations/verify-token.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { toVerdict } from './mapping.ts';
import { renderVerdict } from './render-verdict.ts';

const time = fc.nat(4_000_000_000_000);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const text = fc.string({ unit: 'binary' });
const account = fc.record({
  id: fc.nat(),
  type: fc.constantFrom('user', 'service_account', 'bot'),
  username: text,
  name: text,
});
const details = fc.record({
  token: fc.record({
    id: fc.nat(),
    kind: fc.constantFrom('access_token', 'ci_job_token'),
    name: text,
    description: maybe(text),
    publicId: text,
    scopes: fc.array(text),
    allowedIps: maybe(fc.array(text)),
    createdAt: time,
    expiresAt: maybe(time),
    revokedAt: maybe(time),
    revokedReason: maybe(text),
    disabledAt: maybe(time),
    deletedAt: maybe(time),
    limits: maybe(fc.record({ requests: fc.nat(), perSeconds: fc.nat() })),
    rotatedFromId: maybe(fc.nat()),
    replacedById: maybe(fc.nat()),
    graceUntil: maybe(time),
    attributes: fc.dictionary(text, fc.jsonValue()),
  }),
  account: maybe(account),
  resource: maybe(
    fc.record({
      id: fc.nat(),
      type: fc.constant('job'),
      path: text,
      name: text,
      attributes: fc.constant({}),
    }),
  ),
  createdBy: maybe(account),
  use: fc.record({ count: fc.nat(), lastUsedAt: maybe(time), lastUsedIp: maybe(text), notedAt: maybe(time) }),
}) as unknown as fc.Arbitrary<TokenDetails>;

it('is the same as the object of the usual way, byte by byte', () => {
  const checks = fc.constantFrom(...verificationChecks);
  fc.assert(
    fc.property(details, maybe(checks), fc.boolean(), time, fc.nat(), (record, failed, known, now, asOf) => {
      const verdict = (
        failed === null
          ? { valid: true, record, checks: verificationChecks, asOf }
          : {
              ...{ valid: false, reason: 'wrong_kind', record: known ? record : null, failed, asOf },
              checks: verificationChecks.slice(0, verificationChecks.indexOf(failed)),
            }
      ) as Verdict;
      expect(renderVerdict(verdict, now)).toBe(JSON.stringify(toVerdict(verdict, now)));
    }),
  );
});
