/** A line as one character a byte, without its line feed; null for one longer than allowed, which is passed over. */
export type Line = string | null;

/**
 * Splits bytes into lines as they come, all complete lines of a chunk at once; holds no more than a chunk and a line.
 * A last line without a line feed counts; nothing behind the last line feed is no line.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  bytesMax: number,
): AsyncGenerator<readonly Line[], void, void> {
  let begun = '';
  let isOverlong = false;
  for await (const chunk of chunks) {
    const pieces = chunk.toString('latin1').split('\n');
    const last = pieces.length - 1;
    if (last > 0) {
      const first = isOverlong ? null : limited(begun + pieces[0], bytesMax);
      yield [first, ...pieces.slice(1, last).map((line) => limited(line, bytesMax))];
      begun = '';
      isOverlong = false;
    }
    if (isOverlong) continue;
    begun += pieces[last];
    isOverlong = begun.length > bytesMax;
    if (isOverlong) begun = '';
  }
  if (isOverlong) yield [null];
  else if (begun !== '') yield [begun];
}

/** The bytes behind a line. */
export function bytesOfLine(line: string): Buffer {
  return Buffer.from(line, 'latin1');
}

function limited(line: string, bytesMax: number): Line {
  return line.length > bytesMax ? null : line;
}
