import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { childrenOf } from './process-figures.ts';

/** Which cores do what; null where processes cannot be pinned. */
export interface Cores {
  readonly server: string;
  readonly load: string;
  readonly database: string;
}

/** A core for the server, one for the load, the others for the database, which shares the load's where there are two. */
export const cores: Cores | null = assignCores();

/** The words that start a program on given cores. */
export function pinned(part: keyof Cores, words: readonly string[]): readonly string[] {
  return cores === null ? words : ['taskset', '-c', cores[part], ...words];
}

/** Moves a running process with all its children to given cores. */
export function pin(part: keyof Cores, pid: number): void {
  if (cores === null) return;
  for (const one of [pid, ...childrenOf(pid)])
    execFileSync('taskset', ['-a', '-c', '-p', cores[part], String(one)], { stdio: 'ignore' });
}

function assignCores(): Cores | null {
  const list = /Cpus_allowed_list:\s+(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  const [server, load, ...others] = list.split(',').flatMap(expand);
  if (server === undefined || load === undefined || !hasTaskset()) return null;
  return { server, load, database: others.length > 0 ? others.join(',') : load };
}

function expand(range: string): readonly string[] {
  const [from, to = from] = range.split('-').map(Number);
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => String(Number(from) + n));
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
