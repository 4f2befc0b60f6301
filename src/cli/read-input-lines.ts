import { createInterface } from 'node:readline';

/** The lines of standard input without the blank ones; a person at a terminal is told what to do. */
export async function readInputLines(what: string): Promise<readonly string[]> {
  if (process.stdin.isTTY) process.stderr.write(`${what}, one a line; Ctrl-D ends:\n`);
  const lines: string[] = [];
  for await (const line of createInterface({ input: process.stdin, terminal: false })) {
    const text = line.trim();
    if (text !== '') lines.push(text);
  }
  return lines;
}
