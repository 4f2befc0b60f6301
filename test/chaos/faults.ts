import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { PausePoint } from '../../src/core/nodes/follower.ts';
import type { ChaosNode } from './chaos-node.ts';
import type { Cluster } from './cluster.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What faults are done to. */
interface FaultScene {
  readonly nodes: readonly ChaosNode[];
  readonly cluster: Cluster;
  readonly leaseMs: number;
}

/** Something that goes wrong for a while; when it returns, it is over. */
export type Fault = (scene: FaultScene, random: SeededRandom) => Promise<void>;

/** All faults by name. */
export const faults: Readonly<Record<string, Fault>> = {
  async stop({ nodes, leaseMs }, random) {
    const node = random.pick(nodes);
    node.signal('SIGSTOP');
    await sleep(leaseMs * between(random, 0.2, 3));
    node.signal('SIGCONT');
  },
  async kill({ nodes, leaseMs }, random) {
    const node = random.pick(nodes);
    await node.kill();
    await sleep(leaseMs * between(random, 0, 2));
    await node.start();
  },
  async 'stop gracefully'({ nodes }, random) {
    const node = random.pick(nodes);
    await node.stop();
    await node.start();
  },
  async 'end sessions'({ cluster, leaseMs }, random) {
    for (let round = 0; round < random.integer(1, 5); round += 1) {
      await cluster.current.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'jeton' and random() < ${random.fraction()}`);
      await sleep(leaseMs * between(random, 0, 0.5));
    }
  },
  async 'restart database, fast'({ cluster, leaseMs }, random) {
    await restart(cluster, 'fast', leaseMs * between(random, 0, 2));
  },
  async 'restart database, immediate'({ cluster, leaseMs }, random) {
    await restart(cluster, 'immediate', leaseMs * between(random, 0, 2));
  },
  async 'read-only'({ cluster, leaseMs }, random) {
    await cluster.current.query('alter system set default_transaction_read_only = on');
    await cluster.current.query('select pg_reload_conf()');
    await sleep(leaseMs * between(random, 0.5, 3));
    await withWrites(cluster);
  },
  async promote(scene, random) {
    const { cluster, nodes, leaseMs } = scene;
    if (!cluster.hasStandby) return faults.kill?.(scene, random);
    const old = await cluster.promote();
    for (const { proxy } of nodes) proxy.target(cluster.current.port);
    // The old primary goes on answering reads, and waits in vain for its standby.
    await sleep(leaseMs * between(random, 4, 12));
    await old.stop('immediate');
  },
  async 'wall clock'({ nodes, leaseMs }, random) {
    const node = random.pick(nodes);
    const offset = random.pick([60, 1_000, 3_600_000]) * random.pick([-1, 1]);
    await node.shiftWallClock(offset);
    await sleep(leaseMs * between(random, 0.5, 3));
    await node.shiftWallClock(0);
  },
  async 'pauses within'({ nodes, leaseMs }, random) {
    const chosen = nodes.flatMap((node) =>
      points
        .filter(() => random.chance(0.5))
        .map((point) => ({ node, point, ms: leaseMs * random.fraction() })),
    );
    for (const { node, point, ms } of chosen) await node.pauseAt(point, ms);
    await sleep(leaseMs * between(random, 2, 6));
    for (const { node, point } of chosen) await node.pauseAt(point, 0);
  },
  async 'kill in a pause'({ nodes, leaseMs }, random) {
    const node = random.pick(nodes);
    await node.pauseAt(random.pick(points), leaseMs);
    await sleep(leaseMs * between(random, 0.3, 2));
    await node.kill();
    await node.start();
  },
  async 'slow network'({ nodes, leaseMs }, random) {
    const { proxy } = random.pick(nodes);
    const ms = leaseMs * between(random, 0.02, 0.6);
    for (const connection of proxy.connections()) connection.delay(random.pick(['up', 'down']), ms);
    await sleep(leaseMs * between(random, 1, 4));
    for (const connection of proxy.connections()) connection.heal();
  },
  async 'one direction held'({ nodes, leaseMs }, random) {
    const { proxy } = random.pick(nodes);
    const held = proxy.connections().filter(() => random.chance(0.7));
    const direction = random.pick(['up', 'down'] as const);
    for (const connection of held) connection.hold(direction);
    await sleep(leaseMs * between(random, 0.2, 3));
    for (const connection of held) connection.heal();
  },
  async 'half-open'({ nodes, leaseMs }, random) {
    const { proxy } = random.pick(nodes);
    const open = proxy.connections().filter(() => random.chance(0.7));
    const direction = random.pick(['up', 'down'] as const);
    for (const connection of open) connection.swallow(direction);
    await sleep(leaseMs * between(random, 0.5, 6));
    for (const connection of open) connection.heal();
  },
  async 'cut off'({ nodes, leaseMs }, random) {
    const { proxy } = random.pick(nodes);
    proxy.refuse(true);
    for (const connection of proxy.connections()) connection.cut();
    await sleep(leaseMs * between(random, 0.2, 3));
    proxy.refuse(false);
  },
};

const points: readonly PausePoint[] = [
  'between look-up and memory',
  'between applying and acknowledging',
  'between commit and members',
  'between counting and answering',
  'between fold and knowing',
];

function between(random: SeededRandom, min: number, max: number): number {
  return min + random.fraction() * (max - min);
}

async function restart({ current }: Cluster, mode: 'fast' | 'immediate', awayMs: number): Promise<void> {
  await current.stop(mode);
  await sleep(awayMs);
  await current.start();
}

async function withWrites({ current, databaseUrl }: Cluster): Promise<void> {
  const url = new URL(databaseUrl);
  url.port = String(current.port);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query('set default_transaction_read_only = off');
  await client.query('alter system reset default_transaction_read_only');
  await client.query('select pg_reload_conf()');
  await client.end();
}
