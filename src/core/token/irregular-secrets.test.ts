import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IrregularSecrets, irregularTag } from './irregular-secrets.ts';

const digestOfNumber = (number: number): Buffer => {
  const digest = Buffer.alloc(32);
  digest.writeUInt32BE(number, 2);
  return digest;
};

it('before it is filled, every digest may be one', () => {
  const irregular = new IrregularSecrets(10);
  expect(irregular.isEmpty).toBe(false);
  expect(irregular.mayHold(digestOfNumber(1))).toBe(true);
});

it('one that is taken note of while the others are read is not missed', async () => {
  const irregular = new IrregularSecrets(10);
  const read = Promise.withResolvers<readonly Buffer[]>();
  const filled = irregular.fill(() => read.promise);
  irregular.add(irregularTag(digestOfNumber(2)));
  read.resolve([digestOfNumber(1)]);
  await filled;
  expect([1, 2, 3].map((number) => irregular.mayHold(digestOfNumber(number)))).toEqual([true, true, false]);
});

it('a list that was read while some may have been missed is not believed', async () => {
  const irregular = new IrregularSecrets(10);
  const read = Promise.withResolvers<readonly Buffer[]>();
  const filled = irregular.refill(() => read.promise);
  irregular.forget();
  read.resolve([]);
  await filled;
  expect(irregular.mayHold(digestOfNumber(1))).toBe(true);
  await irregular.refill(async () => []);
  expect(irregular.isEmpty).toBe(true);
});

it('of two who fill it at once one reads; a list that is too long is not asked for again', async () => {
  const irregular = new IrregularSecrets(1);
  let reads = 0;
  const read = async () => {
    reads += 1;
    return null;
  };
  await Promise.all([irregular.refill(read), irregular.refill(read)]);
  await irregular.refill(read);
  expect(reads).toBe(1);
  expect(irregular.mayHold(digestOfNumber(9))).toBe(true);
});

it('whatever happens in whichever order, a digest that was stored is never denied', async () => {
  const step = fc.oneof(
    fc.constant('forget' as const),
    fc.constant('begin' as const),
    fc.constant('end' as const),
    fc.nat(5),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const irregular = new IrregularSecrets(4);
      const stored = new Set<number>();
      const answers: (() => void)[] = [];
      for (const what of steps) {
        if (what === 'forget') irregular.forget();
        else if (what === 'begin')
          void irregular.refill((max) => {
            const seen = [...stored].map(digestOfNumber);
            return new Promise((resolve) => {
              answers.push(() => resolve(seen.length > max ? null : seen));
            });
          });
        else if (what === 'end') answers.shift()?.();
        else {
          stored.add(what);
          irregular.add(irregularTag(digestOfNumber(what)));
        }
        await null;
        await null;
        for (const number of stored) expect(irregular.mayHold(digestOfNumber(number))).toBe(true);
      }
    }),
  );
});
