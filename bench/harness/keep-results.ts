import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from './options.ts';
import { type Results, toMarkdown } from './report.ts';

const document = join(import.meta.dirname, '../../docs/measurements.md');
const BEGIN = '<!-- results: written by npm run bench -- --write-docs -->';
const END = '<!-- end of results -->';

/** Writes what there is: JSON, Markdown, and the document's section where that was asked for. */
export function keepResults(
  results: Results,
  { out, writesDocs }: Pick<Options, 'out' | 'writesDocs'>,
): void {
  mkdirSync(out, { recursive: true });
  const markdown = toMarkdown(results);
  writeFileSync(join(out, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(out, 'results.md'), markdown);
  if (!writesDocs) return;
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from === -1 || to < from) throw new Error('docs/measurements.md has no section for results');
  writeFileSync(document, `${text.slice(0, from + BEGIN.length)}\n\n${markdown}\n${text.slice(to)}`);
}
