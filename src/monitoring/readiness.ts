import { setTimeout as sleep } from 'node:timers/promises';

/** A check that takes longer has failed. */
const CHECK_MS_MAX = 2_000;

/** One thing that must be right for the process to answer. */
export interface ReadinessCheck {
  /** A word for metrics. */
  readonly name: string;
  /** What is told when it fails: to anybody, so that it holds no more than the fact. */
  readonly failure: string;
  /** Rejects when it is not right; its reason is for the log. */
  check(): Promise<unknown> | unknown;
}

/** A check that failed, and why. */
export interface FailedCheck extends Pick<ReadinessCheck, 'name' | 'failure'> {
  readonly cause: unknown;
}

/** Whether the process can answer: what load balancers ask. */
export class Readiness {
  readonly #checks: ReadinessCheck[] = [];
  #stopping = false;

  /** Adds a check that is made at each question. */
  add(check: ReadinessCheck): void {
    this.#checks.push(check);
  }

  /** Not ready from now on, whatever the checks say: the process is about to stop. */
  stop(): void {
    this.#stopping = true;
  }

  /** Names of all checks. */
  get names(): readonly string[] {
    return [...this.#checks.map(({ name }) => name), stopping.name];
  }

  /** The checks that fail now; none when ready. */
  async failing(): Promise<readonly FailedCheck[]> {
    const failed = await Promise.all(this.#checks.map(failureOf));
    return [...(this.#stopping ? [stopping] : []), ...failed.filter((one) => one !== null)];
  }
}

const stopping: FailedCheck = { name: 'stopping', failure: 'the server is stopping', cause: null };

async function failureOf({ name, failure, check }: ReadinessCheck): Promise<FailedCheck | null> {
  const timeout = new AbortController();
  try {
    await Promise.race([
      Promise.resolve().then(check),
      sleep(CHECK_MS_MAX, undefined, { signal: timeout.signal }).then(() => {
        throw new Error(`no answer within ${CHECK_MS_MAX} ms`);
      }),
    ]);
    return null;
  } catch (cause) {
    return { name, failure, cause };
  } finally {
    timeout.abort();
  }
}
