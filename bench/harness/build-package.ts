import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../..');

/** Builds the program into a directory as its npm package has it; answers the path of its command. */
export function buildPackage(directory: string): string {
  const place = join(directory, 'package');
  mkdirSync(place);
  execFileSync(process.execPath, [join(repository, 'build/bundle.js')], { stdio: 'inherit' });
  cpSync(join(repository, 'dist'), join(place, 'dist'), { recursive: true });
  cpSync(join(repository, 'bin'), join(place, 'bin'), { recursive: true });
  cpSync(join(repository, 'package.json'), join(place, 'package.json'));
  symlinkSync(join(repository, 'node_modules'), join(place, 'node_modules'));
  return join(place, 'bin/jeton.js');
}
