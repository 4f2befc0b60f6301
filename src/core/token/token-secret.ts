const REDACTED = '[secret]';

/** A full secret in memory; every way of printing it shows `[secret]`, so that no log or error can hold it by accident. */
export class TokenSecret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself, for the one answer that shows it and for digesting. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
