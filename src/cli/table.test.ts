import { expect, it } from 'vitest';
import { renderDetails, renderTable } from './table.ts';

it('aligns columns and shows what is missing', () => {
  const rows = [
    [1, 'first', null],
    [12, '', 'end'],
  ];
  expect(renderTable(['ID', 'NAME', 'NOTE'], rows)).toBe('ID  NAME   NOTE\n1   first  -\n12  -      end\n');
});

it('lets no name steer the terminal or break the line', () => {
  const text = renderTable(['NAME'], [['a\u001b[2Jb\nc\u202ed']]);
  expect(text).toBe('NAME\na\\u{1b}[2Jb\\u{a}c\\u{202e}d\n');
  expect(renderDetails({ name: 'x\u0007' })).toBe('name  x\\u{7}\n');
});
