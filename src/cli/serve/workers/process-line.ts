import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { storeUnavailable } from '../../../stores/sql/store-unavailable.ts';
import { fromSentError, type SentError, toSentError } from '../../../stores/sqlite/sent-error.ts';
import type { Line } from '../../../stores/sqlite/workers/line.ts';

/** Whoever asks has waited long enough; what was asked for may happen all the same. */
const ANSWER_MS_MAX = 10_000;
/** Beyond these a question is refused at once: an end that does not answer must not fill the memory of the other. */
const ASKED_MAX = 10_000;

type Message =
  | { readonly ask: number; readonly name: string; readonly input: unknown }
  | { readonly answer: number; readonly value: unknown }
  | { readonly answer: number; readonly error: SentError }
  | { readonly tell: string; readonly input: unknown }
  | { readonly socket: true };

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The channel between a process and one that it has forked, as a line; it passes sockets too. */
export class ProcessLine implements Line {
  readonly #peer: ChildProcess | NodeJS.Process;
  readonly #answers = new Map<string, (input: never) => unknown>();
  readonly #asked = new Map<number, Asked>();
  #lastAsked = 0;
  #onSocket: (socket: Socket | undefined) => void = (socket) => socket?.destroy();

  constructor(peer: ChildProcess | NodeJS.Process) {
    this.#peer = peer;
    peer.on('message', (message: Message, socket?: Socket) => this.#take(message, socket));
  }

  ask(name: string, input: unknown, millisecondsMax: number = ANSWER_MS_MAX): Promise<unknown> {
    if (this.#asked.size >= ASKED_MAX)
      return Promise.reject(storeUnavailable('too many questions wait for the other process'));
    this.#lastAsked += 1;
    const id = this.#lastAsked;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const fail = (error: Error) => this.#settle(id)?.reject(error);
    const timer = setTimeout(() => {
      fail(storeUnavailable('the other process does not answer'));
    }, millisecondsMax).unref();
    this.#asked.set(id, { resolve, reject, timer });
    this.#send({ ask: id, name, input }).catch((error) =>
      fail(storeUnavailable('the other process is gone', error)),
    );
    return promise;
  }

  tell(name: string, input: unknown): Promise<void> {
    // To one that is gone nothing needs to be told.
    return this.#send({ tell: name, input }).catch(() => undefined);
  }

  on(name: string, answer: (input: never) => unknown): void {
    this.#answers.set(name, answer);
  }

  /** Hands a connection over, and keeps a copy open here; rejects where the other end is gone. */
  give(socket: Socket): Promise<void> {
    return this.#send({ socket: true }, socket);
  }

  /** What is done with connections that are handed over; one that its client closed on the way comes as undefined. */
  onSocket(take: (socket: Socket | undefined) => void): void {
    this.#onSocket = take;
  }

  #take(message: Message, socket: Socket | undefined): void {
    if ('socket' in message) this.#onSocket(socket);
    if ('tell' in message) this.#answers.get(message.tell)?.(message.input as never);
    if ('ask' in message) void this.#answer(message.ask, message.name, message.input);
    if (!('answer' in message)) return;
    const asked = this.#settle(message.answer);
    if ('error' in message) asked?.reject(fromSentError(message.error));
    else asked?.resolve(message.value);
  }

  async #answer(id: number, name: string, input: unknown): Promise<void> {
    const answer = this.#answers.get(name);
    const sent = await Promise.try(() => {
      if (answer === undefined) throw new TypeError(`nobody answers ${name}`);
      return answer(input as never);
    }).then(
      (value): Message => ({ answer: id, value }),
      (error: unknown): Message => ({ answer: id, error: toSentError(error) }),
    );
    await this.#send(sent).catch(() => undefined);
  }

  #settle(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    clearTimeout(asked?.timer);
    return asked;
  }

  #send(message: Message, socket?: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      const sent = (error: Error | null) => (error === null ? resolve() : reject(error));
      if (this.#peer.send === undefined) reject(new Error('there is no other process'));
      else this.#peer.send(message, socket, { keepOpen: true }, sent);
    });
  }
}
