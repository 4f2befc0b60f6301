import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** `up`: to the server; `down`: from it. */
type Direction = 'up' | 'down';

/** One connection through the proxy. */
interface ProxiedConnection {
  /** What arrives is handed on so much later. */
  delay(direction: Direction, milliseconds: number): void;
  /** Nothing is handed on, and nothing lost: a network that is broken in one direction. */
  hold(direction: Direction): void;
  /** What arrives is lost: the connection is half open. It can only be cut afterwards. */
  swallow(direction: Direction): void;
  /** Hands on what was held and goes on as usual; cuts where something was lost. */
  heal(): void;
  cut(): void;
}

/** A way to a server, a TCP connection at a time. */
export interface FaultProxy {
  readonly port: number;
  /** The connections of this moment. */
  connections(): readonly ProxiedConnection[];
  /** Where new connections lead; those of the moment stay where they are. */
  target(port: number): void;
  /** Whether new connections are refused. */
  refuse(isRefusing: boolean): void;
  /** Calls once, before it is handed on, for the next text that is sent over any connection. */
  onSent(text: string): Promise<ProxiedConnection>;
  /** As `onSent`; that connection is held in this direction from that text on. */
  holdAt(text: string, direction: Direction): Promise<ProxiedConnection>;
  close(): void;
}

export async function openFaultProxy(firstTarget: number): Promise<FaultProxy> {
  const connections = new Set<Pair>();
  let target = firstTarget;
  let isRefusing = false;
  let watches: { text: string; seen: (pair: Pair) => void }[] = [];
  const note = (pair: Pair, text: string) => {
    const seen = watches.filter((watch) => text.includes(watch.text));
    watches = watches.filter((watch) => !seen.includes(watch));
    for (const watch of seen) watch.seen(pair);
  };
  const listener = createServer((client) => {
    if (isRefusing) return void client.resetAndDestroy();
    const pair = new Pair(client, connect(target, '127.0.0.1'), note);
    connections.add(pair);
    pair.closed.finally(() => connections.delete(pair));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const watch = (text: string, act: (pair: Pair) => void) =>
    new Promise<ProxiedConnection>((resolve) => {
      const seen = (pair: Pair) => {
        act(pair);
        resolve(pair);
      };
      watches.push({ text, seen });
    });
  return {
    port: (listener.address() as AddressInfo).port,
    connections: () => [...connections],
    target(port) {
      target = port;
    },
    refuse(refusing) {
      isRefusing = refusing;
    },
    onSent: (text) => watch(text, () => undefined),
    holdAt: (text, direction) => watch(text, (pair) => pair.hold(direction)),
    close() {
      listener.close();
      for (const pair of connections) pair.cut();
    },
  };
}

/** Both ends of a connection. */
class Pair implements ProxiedConnection {
  readonly closed: Promise<void>;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #lanes: Readonly<Record<Direction, Lane>>;

  constructor(client: Socket, server: Socket, note: (pair: Pair, text: string) => void) {
    this.#client = client;
    this.#server = server;
    this.#lanes = { up: new Lane(server), down: new Lane(client) };
    client.on('data', (bytes: Buffer) => {
      note(this, bytes.toString('latin1'));
      this.#lanes.up.take(bytes);
    });
    server.on('data', (bytes: Buffer) => this.#lanes.down.take(bytes));
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.cut());
      socket.on('close', () => this.cut());
    }
    this.closed = once(client, 'close').then(
      () => undefined,
      () => undefined,
    );
  }

  delay(direction: Direction, milliseconds: number): void {
    this.#lanes[direction].delayMs = milliseconds;
  }

  hold(direction: Direction): void {
    this.#lanes[direction].hold();
  }

  swallow(direction: Direction): void {
    this.#lanes[direction].isSwallowing = true;
  }

  heal(): void {
    const lanes = Object.values(this.#lanes);
    if (lanes.some(({ isSwallowing }) => isSwallowing)) this.cut();
    for (const lane of lanes) {
      lane.delayMs = 0;
      lane.release();
    }
  }

  cut(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }
}

/** One direction: bytes stay in order, whatever is done to them. */
class Lane {
  delayMs = 0;
  isSwallowing = false;
  readonly #to: Socket;
  readonly #waiting: Buffer[] = [];
  #isHeld = false;

  constructor(to: Socket) {
    this.#to = to;
  }

  take(bytes: Buffer): void {
    if (this.isSwallowing) return;
    this.#waiting.push(bytes);
    if (this.delayMs === 0) this.#flush(this.#waiting.length);
    else setTimeout(() => this.#flush(1), this.delayMs);
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#flush(this.#waiting.length);
  }

  #flush(count: number): void {
    if (this.#isHeld) return;
    for (const bytes of this.#waiting.splice(0, count)) if (this.#to.writable) this.#to.write(bytes);
  }
}
