import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { installPeer, type Peer } from '../harness/install-peer.ts';
import { startMeasured } from '../harness/measured-process.ts';
import type { Stand, Subject } from '../harness/row.ts';

/** A peer, and how its database is filled once its own program has made the tables and a first row. */
export interface PeerSetup {
  readonly name: Peer | 'sanctum';
  readonly env?: Readonly<Record<string, string>>;
  fill(databaseUrl: string): Promise<void>;
}

/** A peer's server on the PostgreSQL of this run, shared by the rows of a group. */
export function peerSubject({ workbench, resources }: Stand, setup: PeerSetup): Promise<Subject> {
  return resources.once(`peer ${setup.name}`, async () => {
    const words = programOf(setup.name);
    const database = await workbench.database();
    const databaseUrl = await database.createDatabase();
    const env = { NODE_ENV: 'production', ...setup.env, DATABASE_URL: databaseUrl };
    const [command = '', ...rest] = words;
    execFileSync(command, [...rest, '--prepare'], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await setup.fill(databaseUrl);
    const started = await startMeasured({ words, env });
    resources.closing(() => started.stop());
    return { process: started, database };
  });
}

/** Every peer runs on this Node but Unleash, which needs an older one and brings it. */
function programOf(name: PeerSetup['name']): readonly string[] {
  if (name === 'sanctum') return [process.execPath, join(import.meta.dirname, 'sanctum-model.ts')];
  const directory = installPeer(name);
  return name === 'unleash-server'
    ? [join(directory, 'node_modules/node/bin/node'), join(directory, 'server.cjs')]
    : [process.execPath, join(directory, 'server.js')];
}
