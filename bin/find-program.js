import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a build is made of besides the sources. */
const ingredients = ['build', 'package.json', 'package-lock.json'];

/** The file to run: what was built, unless there are sources and one of them is newer. */
export function findProgram(root) {
  const built = join(root, 'dist/main.cjs');
  const source = join(root, 'src/main.ts');
  return existsSync(source) && !isFresh(root, built) ? source : built;
}

function isFresh(root, built) {
  const builtAt = changedAt(built);
  return ['src', ...ingredients].every((name) => newestIn(join(root, name)) < builtAt);
}

/** Directories count as well: their time tells of a file that is gone. */
function newestIn(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  const inside = readdirSync(path, { recursive: true }).map((name) => changedAt(join(path, name)));
  return inside.reduce((newest, one) => Math.max(newest, one), stat.mtimeMs);
}

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
