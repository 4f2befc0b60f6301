import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPositionIn, parseSort, sortFields } from './sort.ts';

describe('a sort order', () => {
  it.each(Object.entries(sortFields))('by %s runs upwards, and downwards with a minus', (name, by) => {
    for (const plus of ['', '+', ' ']) expect(parseSort(plus + name)).toEqual({ by, direction: 'asc' });
    expect(parseSort(`-${name}`)).toEqual({ by, direction: 'desc' });
  });

  it.each(['', '+', 'id', 'owner', 'Name', '--name', 'name,owner', '+name,-owner', 'name ', 'toString'])(
    '%j is none',
    (text) => {
      expect(parseSort(text)).toBeNull();
    },
  );

  it('is read without throwing, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseSort(text)));
  });

  it('has positions of its own kind of value only', () => {
    const ascending = (name: string) => parseSort(name) ?? { by: 'name', direction: 'asc' };
    expect(isPositionIn(ascending('name'), { id: 1, value: 'x' })).toBe(true);
    expect(isPositionIn(ascending('name'), { id: 1, value: 5 })).toBe(false);
    expect(isPositionIn(ascending('name'), { id: 1, value: null })).toBe(false);
    expect(isPositionIn(ascending('creationDate'), { id: 1, value: null })).toBe(false);
    expect(isPositionIn(ascending('lastUsedDate'), { id: 1, value: null })).toBe(true);
    expect(isPositionIn(ascending('lastUsedDate'), { id: 1, value: '5' })).toBe(false);
  });
});
