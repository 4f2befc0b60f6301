import type { StoreChanges } from '../store-changes.ts';
import type { NewAuditEvent } from './audit-event.ts';

const WINDOW_MS = 3_600_000;
const KNOWN_MAX = 100_000;

interface Known {
  readonly event: NewAuditEvent;
  owed: number;
}

/**
 * Events that may come in floods (somebody polls secrets, a client presents a retired token in a loop): the first of a
 * key is recorded before its caller goes on, those within the following hour are counted onto it, in groups.
 */
export class RepeatedEvents {
  readonly #record: StoreChanges['recordAudit'];
  readonly #known = new Map<string, Known>();
  #owing = new Map<string, Known>();

  constructor(record: StoreChanges['recordAudit']) {
    this.#record = record;
  }

  /** Records an event, or counts it onto the one of the same key within the last hour. */
  async note(key: string, event: NewAuditEvent): Promise<void> {
    const known = this.#known.get(key);
    if (known !== undefined && event.at - known.event.at < WINDOW_MS) {
      known.owed += 1;
      this.#owing.set(key, known);
      return;
    }
    await this.#record({ event, repeat: { key, since: event.at - WINDOW_MS, times: 1 } });
    this.#remember(key, { event, owed: 0 });
  }

  /** Writes the repeats counted so far; when the store fails they are kept for the next call, and it rejects. */
  async settle(): Promise<void> {
    const owing = this.#owing;
    this.#owing = new Map();
    await Promise.all([...owing].map(([key, known]) => this.#write(key, known)));
  }

  async #write(key: string, known: Known): Promise<void> {
    const times = known.owed;
    known.owed = 0;
    try {
      const since = known.event.at - WINDOW_MS;
      await this.#record({ event: known.event, repeat: { key, since, times } });
    } catch (error) {
      known.owed += times;
      this.#owing.set(key, known);
      throw error;
    }
  }

  #remember(key: string, known: Known): void {
    this.#known.delete(key);
    this.#known.set(key, known);
    if (this.#known.size <= KNOWN_MAX) return;
    const oldest = this.#known.keys().next();
    if (!oldest.done) this.#known.delete(oldest.value);
  }
}
