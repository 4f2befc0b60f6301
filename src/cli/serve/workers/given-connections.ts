import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { DRAIN_MS_MAX, NOTICE_MS } from '../drain.ts';
import type { ProcessLine } from './process-line.ts';

/** Connections that another process has accepted for this one. */
export class GivenConnections {
  readonly #app: FastifyInstance;
  readonly #open = new Set<Socket>();
  #closed = Promise.withResolvers<void>();

  /** Serves what comes over a line with an application that listens nowhere. */
  constructor(app: FastifyInstance, line: ProcessLine) {
    this.#app = app;
    // Begins to enforce the limits of time on requests, as listening would.
    app.server.emit('listening');
    line.onSocket((socket) => {
      void line.tell('took', null);
      if (socket !== undefined) this.#take(socket);
    });
  }

  /** How many are open. */
  get count(): number {
    return this.#open.size;
  }

  /** Lets requests finish; clients learn from their next answer that their connection ends. */
  async drain(): Promise<void> {
    const { server } = this.#app;
    server.prependListener('request', (_request: unknown, response: ServerResponse) => {
      response.setHeader('connection', 'close');
    });
    if (this.#open.size > 0) await sleep(NOTICE_MS);
    server.closeIdleConnections();
    const cut = setTimeout(() => this.#cut(), DRAIN_MS_MAX);
    while (this.#open.size > 0) await this.#closed.promise;
    clearTimeout(cut);
    await this.#app.close();
  }

  #take(socket: Socket): void {
    this.#open.add(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#closed.resolve();
      this.#closed = Promise.withResolvers();
    });
    this.#app.server.emit('connection', socket);
    socket.resume();
  }

  #cut(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
