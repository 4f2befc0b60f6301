/** Numbers that a seed decides. */
export interface SeededRandom {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  integer(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  /** Another one, which this name and the seed decide. */
  fork(name: string): SeededRandom;
}

/** Mulberry32: small, and good enough to choose what happens next. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1));
  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    pick(values) {
      const value = values[integer(0, values.length - 1)];
      if (value === undefined) throw new TypeError('there is nothing to pick from');
      return value;
    },
    fork: (name) => seededRandom([...name].reduce((hash, letter) => hash * 31 + letter.charCodeAt(0), seed)),
  };
}
