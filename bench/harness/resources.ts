/** What was opened once and is shared, closed in the opposite order. */
export class Resources {
  readonly #opened = new Map<string, Promise<unknown>>();
  readonly #closing: (() => unknown)[] = [];

  /** Opens something the first time that it is asked for under this name. */
  once<T>(name: string, open: () => Promise<T>): Promise<T> {
    const known = this.#opened.get(name) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const opened = open();
    this.#opened.set(name, opened);
    return opened;
  }

  /** Remembers what ends something that was opened. */
  closing(close: () => unknown): void {
    this.#closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closing.reverse()) await close();
    this.#closing.length = 0;
    this.#opened.clear();
  }
}
