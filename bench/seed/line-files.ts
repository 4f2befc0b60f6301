import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BUFFERED_LENGTH = 1 << 20;

/** Files of lines in a directory, each made when its first line is added. */
export class LineFiles {
  readonly #directory: string;
  readonly #prefix: string;
  readonly #open = new Map<string, { readonly file: number; waiting: string }>();

  constructor(directory: string, prefix = '') {
    this.#directory = directory;
    this.#prefix = prefix;
  }

  add(name: string, line: string): void {
    const open = this.#open.get(name) ?? { file: openSync(this.path(name), 'w'), waiting: '' };
    this.#open.set(name, open);
    open.waiting += `${line}\n`;
    if (open.waiting.length < BUFFERED_LENGTH) return;
    writeSync(open.file, open.waiting);
    open.waiting = '';
  }

  path(name: string): string {
    return join(this.#directory, `${this.#prefix}${name}.txt`);
  }

  close(): void {
    for (const { file, waiting } of this.#open.values()) {
      writeSync(file, waiting);
      closeSync(file);
    }
  }
}
