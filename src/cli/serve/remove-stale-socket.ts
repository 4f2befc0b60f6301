import { rmSync, statSync } from 'node:fs';
import type { Config } from '../../config/config.ts';
import { socketAnswers } from '../control-socket.ts';

/** Removes what a server that died has left behind: a socket file keeps its name taken. */
export async function removeStaleSocket({ listen }: Pick<Config, 'listen'>): Promise<void> {
  if (!('socketPath' in listen)) return;
  const { socketPath: path } = listen;
  if (statSync(path, { throwIfNoEntry: false })?.isSocket() && !(await socketAnswers(path))) rmSync(path);
}
