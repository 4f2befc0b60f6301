import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from '../store-changes.ts';
import { encodeSubjects, parseSubjects } from './logged-change.ts';

const subject = fc.record({
  type: fc.constantFrom('token', 'account', 'resource', 'irregular'),
  id: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
}) as fc.Arbitrary<Subject>;

it('subjects that are written are read as they were, each once', () => {
  fc.assert(
    fc.property(fc.array(subject), (subjects) => {
      const once = subjects.filter(
        ({ type, id }, at) => subjects.findIndex((other) => other.type === type && other.id === id) === at,
      );
      expect(parseSubjects(encodeSubjects(subjects))).toEqual(once);
    }),
  );
});

it('any other text is refused, not misread', () => {
  for (const text of [' ', 't', 't1  a2', 'x1', 'T1', 't-1', 't1.5', 't1 a', 't1\n', `t${'9'.repeat(16)}`])
    expect(parseSubjects(text)).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      const subjects = parseSubjects(text);
      if (subjects === null) return;
      for (const { id } of subjects) expect(Number.isSafeInteger(id)).toBe(true);
      expect(parseSubjects(encodeSubjects(subjects))).not.toBeNull();
    }),
  );
});
