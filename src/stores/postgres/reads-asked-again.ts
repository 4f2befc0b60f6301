import { isLostConnection } from './postgres-error.ts';

/** What fails later than this is not asked again: whoever asked has waited long enough. */
const RETRY_MS_MAX = 1_000;

type AnyRead = (...question: never[]) => Promise<unknown>;

/** Reads that are asked a second time when their connection was lost: it may have been idle since the server went. */
export function readsAskedAgain<Reads extends Record<keyof Reads, AnyRead>>(reads: Reads): Reads {
  const entries = Object.entries<AnyRead>(reads).map(([name, read]) => [name, askedAgain(read)]);
  return Object.fromEntries(entries) as Reads;
}

function askedAgain(read: AnyRead): AnyRead {
  return async (...question) => {
    const begun = performance.now();
    try {
      return await read(...question);
    } catch (error) {
      if (!isLostConnection(error) || performance.now() - begun > RETRY_MS_MAX) throw error;
      return read(...question);
    }
  };
}
