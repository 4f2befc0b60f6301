import { expect, it } from 'vitest';
import { describeProblem } from './describe-problem.ts';

it('names every member at fault', () => {
  const json = {
    detail: 'Validation failed',
    errors: { name: ['The name field is required.'], kind: ['a', 'b'] },
  };
  expect(describeProblem({ status: 422, json })).toBe('name: The name field is required.; kind: a b');
});

it('says what the server said, in one line', () => {
  expect(describeProblem({ status: 404, json: { title: 'Not Found', detail: 'No\nsuch' } })).toBe(
    'No\\u{a}such',
  );
  expect(describeProblem({ status: 404, json: { title: 'Not Found', detail: '' } })).toBe('Not Found');
  expect(describeProblem({ status: 500, json: {} })).toBe('the server answered 500');
});

it('doubts the address when the answer is no problem of ours', () => {
  expect(describeProblem({ status: 502, json: undefined })).toContain('502');
});
