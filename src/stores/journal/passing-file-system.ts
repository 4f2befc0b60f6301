import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** From the kernel's magic.h. */
const PASSING: Readonly<Record<number, string>> = {
  16914836: 'tmpfs',
  2035054128: 'overlay',
  2240043254: 'ramfs',
};

/** The file system of a path, or of what it will be in, where it ends with the machine or its container; else null. */
export function passingFileSystem(path: string): string | null {
  if (!existsSync(path)) return path === dirname(path) ? null : passingFileSystem(dirname(path));
  return PASSING[statfsSync(path).type] ?? null;
}
