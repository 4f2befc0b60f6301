import { type Logger, pino } from 'pino';
import type { LogLevel } from '../../config/config.ts';

/** What may wait for whoever reads the output; beyond it, log lines are dropped rather than kept in memory. */
const BACKLOG_BYTES_MAX = 4 * 1024 * 1024;
const FLUSH_MS_MAX = 1000;

/** What a server writes to standard output: logs, and lines for people. */
export interface ServerOutput {
  readonly logger: Logger;
  /** Whether a person is looking. */
  readonly isTerminal: boolean;
  /** Prints whole lines between those of the log. */
  print(text: string): void;
  /** Waits for the reader to take what is written, if it still does. */
  flush(): Promise<void>;
}

/**
 * Logs JSON to standard output, readable lines to a terminal. A reader that stops reading does not stop the server.
 * The lines of a worker tell which one it is.
 */
export async function createServerOutput(level: LogLevel, worker?: number): Promise<ServerOutput> {
  const { stdout } = process;
  const toLine = stdout.isTTY ? await readable(stdout.hasColors()) : (line: string) => line;
  const write = (line: string): void => {
    if (stdout.writableLength < BACKLOG_BYTES_MAX) stdout.write(toLine(line));
  };
  const logger = pino({ level }, { write });
  return {
    logger: worker === undefined ? logger : logger.child({ worker }),
    isTerminal: stdout.isTTY,
    print: (text) => void stdout.write(text),
    flush: () =>
      new Promise((resolve) => {
        setTimeout(resolve, FLUSH_MS_MAX).unref();
        stdout.write('', () => resolve());
      }),
  };
}

async function readable(colorize: boolean): Promise<(line: string) => string> {
  const { prettyFactory } = await import('pino-pretty');
  return prettyFactory({ colorize });
}
