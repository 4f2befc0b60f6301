import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type ChangeCall, runGroup, type Writer } from './run-group.ts';
import { type SentError, toSentError } from './sent-error.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** What the writing thread is asked. */
export type WriteRequest = { readonly group: readonly ChangeCall[] } | { readonly close: true };

/** What it answers: once when it is ready, then once a group, after the commit. */
export type WriteReply =
  | { readonly ready: true }
  | { readonly results: readonly SentResult[] }
  | { readonly failed: SentError };

/** A result as it crosses to the other thread. */
export type SentResult = { readonly outcome: object } | { readonly error: SentError };

if (!isMainThread && parentPort !== null) serve((workerData as { path: string }).path);

function serve(path: string): void {
  try {
    const connection = new SqliteConnection({ path, readOnly: false });
    const writer = { connection, db: connection.createKysely() };
    parentPort?.on('message', (request: WriteRequest) => void answer(writer, request));
    reply({ ready: true });
  } catch (error) {
    reply({ failed: toSentError(error) });
  }
}

async function answer(writer: Writer, request: WriteRequest): Promise<void> {
  if ('close' in request) return close(writer);
  try {
    const results = await runGroup(writer, request.group);
    reply({
      results: results.map((result) => ('error' in result ? { error: toSentError(result.error) } : result)),
    });
  } catch (error) {
    reply({ failed: toSentError(error) });
  }
}

/** The last connection to close takes the log into the database and removes it. */
function close({ connection }: Writer): void {
  connection.run('pragma wal_checkpoint(truncate)');
  connection.close();
  parentPort?.close();
}

function reply(message: WriteReply): void {
  parentPort?.postMessage(message);
}
