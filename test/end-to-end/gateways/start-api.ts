import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What reached the API behind a gateway. */
export interface Reached {
  readonly method: string;
  readonly url: string;
  /** Each header with every value it came with. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** A tiny API that answers what reached it, and tells a websocket the same in its first message. */
export interface Api {
  readonly port: number;
  /** How many requests reached it. */
  reached(): number;
  close(): Promise<void>;
}

/** Of RFC 6455, section 1.3. */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export async function startApi(): Promise<Api> {
  let count = 0;
  const server = createServer(async (request, response) => {
    count += 1;
    const chunks = await request.toArray();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(described(request, Buffer.concat(chunks).toString())));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    count += 1;
    const key = `${request.headers['sec-websocket-key']}${WEBSOCKET_GUID}`;
    const accept = createHash('sha1').update(key).digest('base64');
    // The first thing that the other side says is its farewell.
    socket.on('error', () => undefined).once('data', () => socket.destroy());
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.write(textFrame(JSON.stringify(described(request, ''))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    reached: () => count,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function described({ method = '', url = '', headersDistinct }: IncomingMessage, body: string): Reached {
  const headers = Object.entries(headersDistinct).map(([name, values = []]) => [name, values] as const);
  return { method, url, headers: Object.fromEntries(headers), body };
}

/** An unmasked text message of less than 64 KiB. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.from([0x81, 126, 0, 0]);
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
