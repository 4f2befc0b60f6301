import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBatch, type JournalBatch, readBatches } from './journal-batch.ts';

const record = fc
  .record({
    tokenId: fc.integer({ min: 1 }),
    at: fc.nat(2 ** 45),
    ip: fc.option(fc.oneof(fc.ipV4(), fc.ipV6())),
    notedAt: fc.option(fc.nat(2 ** 45)),
    news: fc.boolean(),
  })
  .map(({ tokenId, at, ip, notedAt, news }) => ({
    tokenId,
    use: { count: 1, lastUsedAt: at, lastUsedIp: ip, notedAt },
    addresses: news && ip !== null ? [{ ip, at }] : [],
  }));

const batches = fc
  .array(fc.array(record, { minLength: 1, maxLength: 5 }), { maxLength: 6 })
  .map((groups): readonly JournalBatch[] => groups.map((records, index) => ({ number: index + 1, records })));

describe('a journal', () => {
  it('is read as it was written, behind any batch', () => {
    fc.assert(
      fc.property(batches, fc.nat(7), (written, after) => {
        const text = written.map(encodeBatch).join('');
        expect(readBatches(text, after)).toEqual(written.slice(after));
      }),
    );
  });

  it('that is torn anywhere gives every batch before the tear and nothing of the torn one', () => {
    fc.assert(
      fc.property(batches, fc.nat(), (written, cut) => {
        const lines = written.map(encodeBatch);
        const text = lines.join('');
        const length = text.length === 0 ? 0 : cut % (text.length + 1);
        const whole = wholeLines(lines, length);
        expect(readBatches(text.slice(0, length), 0)).toEqual(written.slice(0, whole));
      }),
    );
  });

  it('with any altered character ends before the altered batch', () => {
    fc.assert(
      fc.property(
        batches,
        fc.nat(),
        fc.constantFrom('0', '9', 'f', ' ', '"', '\n', '\u0000'),
        (written, where, by) => {
          const lines = written.map(encodeBatch);
          const text = lines.join('');
          fc.pre(text.length > 0 && text[where % text.length] !== by);
          const at = where % text.length;
          const altered = text.slice(0, at) + by + text.slice(at + 1);
          const whole = wholeLines(lines, at);
          expect(readBatches(altered, 0)).toEqual(written.slice(0, whole));
        },
      ),
    );
  });

  it('never goes on behind a gap or a repetition', () => {
    const [one, two, three] = [1, 2, 3].map((number) => encodeBatch({ number, records: [] }));
    expect(readBatches(`${one}${three}`, 0).map(({ number }) => number)).toEqual([1]);
    expect(readBatches(`${one}${one}${two}`, 0).map(({ number }) => number)).toEqual([1]);
    expect(readBatches(`${two}${three}`, 0)).toEqual([]);
  });
});

/** How many lines end at or before a length. */
function wholeLines(lines: readonly string[], length: number): number {
  const ends = lines.map((_line, index) => lines.slice(0, index + 1).join('').length);
  return ends.filter((end) => end <= length).length;
}
