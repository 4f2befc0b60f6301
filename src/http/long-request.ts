import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** After so long without a byte in either direction a long request is given up. */
const IDLE_MS = 30_000;

const connections = new WeakSet<Duplex>();

/** Lets a request take as long as bytes keep moving, beyond the time in which any other must have arrived. */
export function receiveForLong(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  connections.add(socket);
  response.once('close', () => connections.delete(socket));
  // Node destroys a connection whose time is up, and sets the time anew for the next request.
  socket.setTimeout(IDLE_MS);
}

/** Whether a connection is in the middle of a request that may take long. */
export function mayTakeLong(connection: Duplex): boolean {
  return connections.has(connection);
}
