import { connect } from 'node:net';
import { join, relative } from 'node:path';

/** The kernels' limit for the path of a socket, less the final zero: 104 bytes on macOS, 108 on Linux. */
const SOCKET_PATH_BYTES_MAX = 103;

/**
 * Where a server that holds a data directory is reached by its operator; null where the path is too long for a socket
 * even when written from the working directory.
 */
export function controlSocketPath(dataDir: string): string | null {
  const path = join(dataDir, 'control.sock');
  return [path, relative(process.cwd(), path)].find(fitsSocket) ?? null;
}

/** Whether somebody answers at a socket; a socket file that its server left behind does not. */
export function socketAnswers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function fitsSocket(path: string): boolean {
  return Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX;
}
