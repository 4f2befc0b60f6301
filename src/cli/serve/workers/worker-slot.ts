import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { CliError } from '../../cli-error.ts';
import { ProcessLine } from './process-line.ts';

const REPLACE_MS_MIN = 100;
const REPLACE_MS_MAX = 10_000;
/** A worker that served for so long did not fail to start. */
const PROVEN_MS = 10_000;
/** One that said nothing for so long gets no new connections. */
const SILENT_MS = 1_000;
/** What a worker may take to finish what it accepted and to write its counts. */
const STOP_MS_MAX = 20_000;

/** What workers are started with. */
export interface WorkerSlotParts {
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Logger;
  /** Answers what a worker asks over its line; the answer is called when its process is gone. */
  readonly attend: (line: ProcessLine) => () => void;
  readonly onReady: () => void;
  /** A connection that did not reach a worker, because its process died. */
  readonly onReturned: (socket: Socket) => void;
}

/** A connection that is handed over, and whether the channel has it already. */
interface Away {
  readonly socket: Socket;
  isSent: boolean;
}

/** The place of one worker: the process in it is replaced when it dies. */
export class WorkerSlot {
  readonly number: number;
  readonly #parts: WorkerSlotParts;
  readonly #logger: Logger;
  #child: ChildProcess | null = null;
  #line: ProcessLine | null = null;
  #gone: Promise<unknown> = Promise.resolve();
  #startedAt = 0;
  #heardAt = 0;
  #isReady = false;
  #isStopping = false;
  #replaceMs = REPLACE_MS_MIN;
  #replacement: NodeJS.Timeout | undefined;
  #connections = 0;
  /** Connections on their way to the present process, which tells of each that it has it. */
  #away: Away[] = [];
  #failure: string | null = null;

  constructor(number: number, parts: WorkerSlotParts) {
    this.number = number;
    this.#parts = parts;
    this.#logger = parts.logger.child({ worker: number });
  }

  /** Starts the first process; rejects when it ends before it serves. */
  async start(): Promise<void> {
    const ready = Promise.withResolvers<void>();
    this.#fork(ready.resolve, () =>
      ready.reject(new CliError(this.#failure ?? `worker ${this.number} ended while it started`)),
    );
    await ready.promise;
  }

  /** The line to the process in this place where it serves; null while there is none. */
  get line(): ProcessLine | null {
    return this.#isReady ? this.#line : null;
  }

  /** Whether it has told lately that it goes on. */
  get isHeard(): boolean {
    return performance.now() - this.#heardAt < SILENT_MS;
  }

  /** Connections that it has, as far as is known. */
  get connections(): number {
    return this.#connections;
  }

  /** Hands a connection over. */
  give(socket: Socket): void {
    this.#connections += 1;
    const away: Away = { socket, isSent: false };
    this.#away.push(away);
    void this.line?.give(socket).then(
      () => {
        away.isSent = true;
      },
      () => undefined,
    );
  }

  /** Lets it finish; resolves when its process is gone. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#replacement);
    void this.#line?.tell('drain', null);
    const kill = setTimeout(() => {
      this.#logger.error('the worker does not stop: it is ended, the next start takes over its counts');
      this.#child?.kill('SIGKILL');
    }, STOP_MS_MAX);
    await this.#gone;
    clearTimeout(kill);
  }

  #fork(onReady: () => void, onEnd: () => void): void {
    const { env, attend } = this.#parts;
    const child = fork(process.argv[1] ?? '', ['worker', String(this.number)], {
      env,
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const line = new ProcessLine(child);
    this.#child = child;
    this.#line = line;
    this.#startedAt = performance.now();
    this.#connections = 0;
    const away: Away[] = [];
    this.#away = away;
    const leave = attend(line);
    line.on('failed', (text: string) => {
      this.#failure = text;
    });
    // Its own copy is closed here only now: else nobody would close one that a dead process did not take.
    line.on('took', () => void away.shift()?.socket.destroy());
    line.on('here', (connections: number) => {
      this.#heardAt = performance.now();
      this.#connections = connections;
    });
    line.on('ready', () => {
      this.#heardAt = performance.now();
      this.#isReady = true;
      onReady();
      this.#parts.onReady();
    });
    child.on('error', (err) => this.#logger.error({ err }, 'the worker cannot be reached'));
    // The channel may hold what it said last: both have to end.
    this.#gone = Promise.all([once(child, 'exit'), child.pid === undefined || once(child, 'close')])
      .catch(() => undefined)
      .then(() => {
        const isFirst = !this.#isReady && onReady !== ignore;
        this.#isReady = false;
        leave();
        onEnd();
        // Where a process dies, the runtime neither sends what is queued for it nor says so.
        for (const { socket, isSent } of away) {
          if (isSent) socket.destroy();
          else this.#parts.onReturned(socket);
        }
        if (!this.#isStopping && !isFirst) this.#replace(child);
      });
  }

  #replace({ exitCode, signalCode }: ChildProcess): void {
    const served = performance.now() - this.#startedAt;
    this.#replaceMs = served > PROVEN_MS ? REPLACE_MS_MIN : this.#replaceMs;
    const ended = { exit_code: exitCode, signal: signalCode, reason: this.#failure ?? undefined };
    this.#logger.error({ ...ended, replaced_in_ms: this.#replaceMs }, 'the worker has ended');
    this.#replacement = setTimeout(() => this.#fork(ignore, ignore), this.#replaceMs);
    this.#replaceMs = Math.min(this.#replaceMs * 2, REPLACE_MS_MAX);
  }
}

function ignore(): void {}
