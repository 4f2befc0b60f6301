import { readFileSync } from 'node:fs';

/** The lines of a file, drawn at random with replacement, or one after the other. */
export class DrawnLines {
  readonly #bytes: Buffer;
  #next = 0;

  constructor(path: string) {
    this.#bytes = readFileSync(path);
    if (this.#bytes.length === 0) throw new Error(`${path} is empty`);
  }

  /** Any line. A little oftener a longer one: lines of a pool are as good as equally long. */
  draw(): string {
    const at = Math.floor(Math.random() * this.#bytes.length);
    const start = at === 0 ? 0 : this.#bytes.lastIndexOf(10, at - 1) + 1;
    return this.#bytes.toString('latin1', start, this.#bytes.indexOf(10, start));
  }

  /** The next line that was not taken yet; null behind the last. */
  take(): string | null {
    if (this.#next >= this.#bytes.length) return null;
    const start = this.#next;
    const end = this.#bytes.indexOf(10, start);
    this.#next = end + 1;
    return this.#bytes.toString('latin1', start, end);
  }
}
