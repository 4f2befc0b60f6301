import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What real processes run in tests is what is published: the program as it is built. */
export function setup(): void {
  execFileSync(process.execPath, [resolve(import.meta.dirname, '../../build/bundle.js')], {
    stdio: 'inherit',
  });
}
