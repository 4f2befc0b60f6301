import { readdirSync, readFileSync } from 'node:fs';

// What the kernel counts in, on every architecture of Linux that Node runs on (USER_HZ).
const TICKS_PER_SECOND = 100;

/** User and system time in milliseconds of a process, its threads, and its children, ended ones included. */
export function processorMilliseconds(pid: number): number {
  return (ticksOf(pid) * 1000) / TICKS_PER_SECOND;
}

/** The time of children of a process that have ended, in milliseconds. */
export function endedMilliseconds(pid: number): number {
  const [user, system] = statOf(pid).slice(13, 15).map(Number);
  return (((user ?? 0) + (system ?? 0)) * 1000) / TICKS_PER_SECOND;
}

/** Resident memory in MiB. */
export function residentMebibytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** The children of a process that live. */
export function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
}

function ticksOf(pid: number): number {
  const [user, system, endedUser, endedSystem] = statOf(pid).slice(11, 15).map(Number);
  const own = (user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0);
  return childrenOf(pid).reduce((sum, child) => sum + ticksIfAlive(child), own);
}

/** One that ended meanwhile is counted by its parent from the next look on. */
function ticksIfAlive(pid: number): number {
  try {
    return ticksOf(pid);
  } catch {
    return 0;
  }
}

/** The fields behind the command's name, which may hold spaces: the state is the first. */
function statOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
}
