import { bytesOfLine, readLines } from '../../http/read-lines.ts';
import { damaged } from './damaged.ts';
import type { ExportEnd, ExportedRow, ExportHead } from './export-file.ts';

/** A row with its attributes; whatever an API lets in is far shorter. */
const LINE_BYTES_MAX = 32 * 1024 * 1024;

export type ExportLine = ExportHead | ExportedRow | ExportEnd;

/** The lines of an export, as many at a time as one chunk of the file holds. */
export async function* readExport(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<readonly ExportLine[], void, void> {
  let number = 0;
  for await (const lines of readLines(chunks, LINE_BYTES_MAX))
    yield lines.map((line) => {
      number += 1;
      return parseLine(line, number);
    });
}

function parseLine(line: string | null, number: number): ExportLine {
  try {
    const parsed: unknown = line === null ? null : JSON.parse(bytesOfLine(line).toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed as ExportLine;
  } catch {
    // Told below.
  }
  throw damaged(`line ${number} is not a line of an export: the file is damaged, or is none`);
}
