import { expect, it } from 'vitest';
import { compileOnFirstUse } from './compile-on-first-use.ts';

const part = { schema: {}, method: 'GET', url: '/' };

it('compiles nothing until a value comes, and then once', () => {
  let compiled = 0;
  const compile = compileOnFirstUse(() => {
    compiled += 1;
    return (value: unknown) => value === 1;
  });
  const validate = compile(part);
  expect(compiled).toBe(0);
  expect([validate(1), validate(2), compiled]).toEqual([true, false, 1]);
});

it('tells the faults of the value judged last, and none after a good one', () => {
  const validate = compileOnFirstUse(() => {
    const inner = (value: unknown) => {
      Object.assign(inner, { errors: value === 1 ? null : [{ message: `${value} is not 1` }] });
      return value === 1;
    };
    return inner;
  })(part);
  validate(2);
  expect(validate.errors).toEqual([{ message: '2 is not 1' }]);
  validate(1);
  expect(validate.errors).toBeNull();
});
