import { printable } from './printable.ts';

export type Cell = string | number | null | undefined;

/** Rows under a heading, each column as wide as its widest cell; empty cells show as a hyphen. */
export function renderTable(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [heading, ...rows.map((row) => row.map(cellText))];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) => `${lineText(line, widths)}\n`).join('');
}

/** Names and values below each other. */
export function renderDetails(details: Readonly<Record<string, Cell>>): string {
  const names = Object.keys(details);
  const width = Math.max(...names.map(({ length }) => length));
  return names.map((name) => `${name.padEnd(width)}  ${cellText(details[name])}\n`).join('');
}

function lineText(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}

function cellText(cell: Cell): string {
  const text = printable(String(cell ?? ''));
  return text === '' ? '-' : text;
}
