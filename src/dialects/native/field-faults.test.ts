import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { fieldFaults } from './field-faults.ts';

const schema = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 3 }),
    kind: Type.Enum(['a', 'b']),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    owner: Type.Optional(
      Type.Union([
        Type.Integer(),
        Type.Object({ username: Type.String() }, { additionalProperties: false }),
        Type.Null(),
      ]),
    ),
    list: Type.Optional(Type.Array(Type.Boolean(), { minItems: 1, maxItems: 2 })),
    odd: Type.Optional(Type.String({ pattern: '^x' })),
  },
  { additionalProperties: false },
);
const validator = Compile(schema);

function faults(value: unknown): Record<string, string> {
  const found = fieldFaults(validator.Errors(value), 'body');
  return Object.fromEntries(found.map(({ field, message }) => [field, message]));
}

const good = { name: 'ab', kind: 'a' };

describe('the faults of a request', () => {
  it('name every member that is missing', () => {
    expect(faults({})).toEqual({ name: 'The name field is required.', kind: 'The kind field is required.' });
  });

  it.each([
    [{ name: 'a' }, { name: 'Must have at least 2 characters.' }],
    [{ name: 'abcd' }, { name: 'Must not be longer than 3 characters.' }],
    [{ name: 5 }, { name: 'Must be a string.' }],
    [{ kind: 'c' }, { kind: 'Must be one of: a, b.' }],
    [{ count: 0 }, { count: 'Must be at least 1.' }],
    [{ count: 6 }, { count: 'Must be at most 5.' }],
    [{ count: 1.5 }, { count: 'Must be an integer.' }],
    [{ list: [] }, { list: 'Must have at least 1 entries.' }],
    [{ list: [true, true, true] }, { list: 'Must have at most 2 entries.' }],
    [{ list: [true, 1] }, { 'list.1': 'Must be a boolean.' }],
    [{ list: {} }, { list: 'Must be a list.' }],
    [{ odd: 'y' }, { odd: 'Is not valid.' }],
    [{ 'a/b~c': 1 }, { 'a/b~c': 'This member is not known here.' }],
  ])('%j: %j', (body, expected) => {
    expect(faults({ ...good, ...body })).toEqual(expected);
  });

  it('of a choice are those of the branch that was meant', () => {
    expect(faults({ ...good, owner: { username: 5 } })).toEqual({ 'owner.username': 'Must be a string.' });
    expect(faults({ ...good, owner: { user: 'a' } })).toEqual({
      'owner.username': 'The username field is required.',
      'owner.user': 'This member is not known here.',
    });
    expect(faults({ ...good, owner: true })).toEqual({ owner: 'Must be an integer or an object or null.' });
  });

  it('of a body that is no object stand for the body', () => {
    expect(faults([])).toEqual({ '': 'Must be an object.' });
  });
});
