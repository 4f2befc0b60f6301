import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { JetonServer } from './jeton-process.ts';

/** The process of each worker of a server, by the worker's number, as its log has told last. */
export function workerPids(server: Pick<JetonServer, 'stdout'>): ReadonlyMap<number, number> {
  const pids = new Map<number, number>();
  for (const line of server.stdout().split('\n')) {
    const { worker, pid, msg } = line.startsWith('{') ? JSON.parse(line) : {};
    if (msg === 'serving') pids.set(worker, pid);
  }
  return pids;
}

/** The process of one worker. */
export function workerPid(server: Pick<JetonServer, 'stdout'>, worker: number): number {
  const pid = workerPids(server).get(worker);
  if (pid === undefined) throw new Error(`worker ${worker} does not serve`);
  return pid;
}

/** Waits until another process has taken a worker's place. */
export async function replaced(server: Pick<JetonServer, 'stdout'>, worker: number, before: number) {
  await expect.poll(() => workerPids(server).get(worker), { timeout: 30_000 }).not.toBe(before);
}

/** Whether a process lives; one that nobody has taken note of since it ended does not. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}
