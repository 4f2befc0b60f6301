import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfLine, type Line, readLines } from './read-lines.ts';

async function linesOf(chunks: readonly Buffer[], bytesMax: number): Promise<Line[]> {
  const lines: Line[] = [];
  const source = (async function* () {
    yield* chunks;
  })();
  for await (const some of readLines(source, bytesMax)) lines.push(...some);
  return lines;
}

const bytes = fc.uint8Array({ maxLength: 60 }).map((some) => Buffer.from(some));
const linesWithFeeds = fc
  .array(fc.oneof(bytes, fc.constant(Buffer.from('\n')), fc.constant(Buffer.from('abcdefghij\n'))))
  .map((parts) => Buffer.concat(parts));

test('however the bytes are cut into chunks, the lines are the same', async () => {
  await fc.assert(
    fc.asyncProperty(linesWithFeeds, fc.array(fc.nat({ max: 12 })), async (all, lengths) => {
      const whole = all.toString('latin1').split('\n');
      if (whole.at(-1) === '') whole.pop();
      const chunks: Buffer[] = [];
      let from = 0;
      for (const length of lengths) {
        chunks.push(all.subarray(from, from + length));
        from += length;
      }
      chunks.push(all.subarray(from));
      expect(await linesOf(chunks, 20)).toEqual(whole.map((line) => (line.length > 20 ? null : line)));
    }),
  );
});

test('a line gives back its bytes', async () => {
  const [line] = await linesOf([Buffer.from('é\xff', 'latin1')], 10);
  expect(bytesOfLine(line ?? '')).toEqual(Buffer.from('é\xff', 'latin1'));
});

test('an overlong line is one line, however long, and the next is read', async () => {
  const long = Array.from({ length: 100 }, () => Buffer.alloc(1000, 'x'));
  expect(await linesOf([...long, Buffer.from('\nnext')], 50)).toEqual([null, 'next']);
  expect(await linesOf(long, 50)).toEqual([null]);
});
