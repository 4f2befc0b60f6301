import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Peer = 'better-auth' | 'oidc-provider' | 'unleash-server';

/** Installs a peer from its lock file, unless that has been done; answers its directory. */
export function installPeer(peer: Peer): string {
  const directory = join(import.meta.dirname, '../peers', peer);
  const lock = readFileSync(join(directory, 'package-lock.json'), 'utf8');
  const installed = join(directory, 'node_modules/.installed-lock');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return directory;
  console.error(`installing ${peer}`);
  execFileSync('npm', ['ci', '--prefix', directory, '--no-audit', '--no-fund'], {
    cwd: directory,
    env: { ...process.env, SCARF_ANALYTICS: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(installed, lock);
  return directory;
}
