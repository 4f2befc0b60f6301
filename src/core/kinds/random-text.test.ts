import { expect, test } from 'vitest';
import { alphabet } from './alphabet.ts';
import { randomText } from './random-text.ts';

test.each(Object.entries(alphabet))('every character of %s is equally likely', (_, characters) => {
  let next = 0;
  const everyByteInTurn = {
    bytes: (count: number) => Buffer.from(Array.from({ length: count }, () => next++ % 256)),
    uuid: () => '',
  };
  const timesEach = Math.floor(256 / characters.length);
  const counts = Map.groupBy(
    randomText(everyByteInTurn, characters, characters.length * timesEach),
    (it) => it,
  );
  expect([...counts.keys()].toSorted()).toEqual([...characters].toSorted());
  expect(new Set([...counts.values()].map((them) => them.length))).toEqual(new Set([timesEach]));
});

test('a source that yields no usable bytes is an error, not an endless loop', () => {
  const stuck = { bytes: (count: number) => Buffer.alloc(count, 0xff), uuid: () => '' };
  expect(() => randomText(stuck, alphabet.base62, 30)).toThrow('usable bytes');
});
