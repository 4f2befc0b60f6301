import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProtocolRules } from '../../src/core/nodes/protocol-rules.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { type Answer, ChaosNode } from './chaos-node.ts';
import { checkHistory } from './check-history.ts';
import type { Violation } from './history.ts';
import { HistoryRecorder } from './history-recorder.ts';

/** A schedule that a rule is needed for: without it, promise R is broken before its eyes. */
interface DirectedSchedule {
  /** The node without the rule. */
  readonly at: 'changer' | 'follower';
  readonly leaseMs: number;
  run(stage: Stage): Promise<void>;
}

export type DirectedRule = keyof typeof schedules;

/** The rules for which there is a schedule. */
export const directedRules = () => Object.keys(schedules) as DirectedRule[];

/** Runs a rule's schedule with or without the rule; answers what promise R excludes and was seen. */
export async function runDirected(
  postgres: PostgresServer,
  rule: DirectedRule,
  isOff: boolean,
): Promise<readonly Violation[]> {
  const { at, leaseMs, run }: DirectedSchedule = schedules[rule];
  const root = mkdtempSync(join(tmpdir(), 'jeton-chaos-'));
  const databaseUrl = await postgres.createDatabase();
  const env = {
    JETON_KEY: randomBytes(32).toString('base64'),
    JETON_BOOTSTRAP_TOKEN: rootSecret,
    JETON_LEASE_MS: String(leaseMs),
    JETON_LOG_LEVEL: 'warn',
  };
  const open = (name: 'changer' | 'follower') =>
    ChaosNode.open({ name, root, env, databaseUrl, off: isOff && at === name ? [rule] : [] });
  const [changer, follower] = await Promise.all([open('changer'), open('follower')]);
  const stage = new Stage(changer, follower, leaseMs, (sql) =>
    postgres.query(sql, new URL(databaseUrl).pathname.slice(1)),
  );
  try {
    await stage.recorder.during('a directed schedule', () => run(stage));
    return checkHistory(stage.recorder.history).filter(({ promise }) => promise === 'R');
  } finally {
    await Promise.all([changer.close(), follower.close()]);
    rmSync(root, { recursive: true, force: true });
  }
}

const rootSecret = randomBytes(24).toString('base64url');
const asRoot = { authorization: `Bearer ${rootSecret}` };

interface Issued {
  readonly name: string;
  readonly id: number;
  readonly secret: string;
}

/** Two nodes, and what a schedule does with them. */
class Stage {
  readonly recorder = new HistoryRecorder();
  readonly changer: ChaosNode;
  readonly follower: ChaosNode;
  readonly leaseMs: number;
  readonly query: PostgresServer['query'];

  constructor(changer: ChaosNode, follower: ChaosNode, leaseMs: number, query: PostgresServer['query']) {
    this.changer = changer;
    this.follower = follower;
    this.leaseMs = leaseMs;
    this.query = query;
  }

  async issue(): Promise<Issued> {
    const body = { kind: 'access_token', name: 'directed' };
    const { result } = await this.recorder.record(
      () => this.changer.send('/api/v1/tokens', { method: 'POST', headers: asRoot, body }),
      ({ status, json }) => ({
        ...seen('issue', this.changer, `t${json?.data?.id}`, status),
        writes: { register: 'life', value: 'live' },
      }),
    );
    if (result.status !== 201) throw new Error(`not issued: ${result.status}`);
    const { data, meta } = result.json;
    const name = `t${data.id}`;
    this.recorder.subjects.push({ token: name, account: null });
    return { name, id: data.id, secret: meta.secret };
  }

  async revoke({ name, id }: Issued): Promise<void> {
    await this.recorder.record(
      () => this.changer.send(`/api/v1/tokens/${id}`, { method: 'DELETE', headers: asRoot }),
      ({ status }) => ({
        ...seen('revoke', this.changer, name, status),
        writes: { register: 'life', value: 'revoked' },
      }),
    );
  }

  async verify({ name, secret }: Issued): Promise<Answer> {
    const body = { token: secret };
    const { result } = await this.recorder.record(
      () => this.follower.send('/api/v1/tokens/verify', { method: 'POST', headers: asRoot, body }),
      ({ status, json }) => ({
        ...seen('verify', this.follower, name, status),
        ...(status === 200 && { verdict: json.valid ? 'valid' : json.reason }),
      }),
    );
    return result;
  }

  /** Until the follower answers from memory. */
  async remember(token: Issued): Promise<void> {
    for (let round = 0; round < 100; round += 1) {
      if ((await this.verify(token)).json?.valid === true) return;
      await sleep(20);
    }
    throw new Error('the follower does not answer');
  }

  /** Asks the follower again and again until a time is over or something else is. */
  async verifyFor(token: Issued, milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds;
    while (performance.now() < until) {
      await this.verify(token);
      await sleep(5);
    }
  }

  get isBroken(): boolean {
    return checkHistory(this.recorder.history).some(({ promise }) => promise === 'R');
  }

  /** Nothing reaches the follower from the database, and nothing is lost. */
  isolate(): void {
    for (const connection of this.follower.proxy.connections()) connection.hold('down');
  }

  heal(): void {
    for (const { proxy } of [this.changer, this.follower]) {
      proxy.refuse(false);
      for (const connection of proxy.connections()) connection.heal();
    }
  }
}

function seen(op: string, { name }: ChaosNode, subject: string, status: number | null) {
  const isUnknown = status === null || status >= 500;
  const outcome = isUnknown ? 'unknown' : status < 300 ? 'ok' : 'fail';
  return { op, door: 'native', node: name, subject, status, outcome } as const;
}

const schedules = {
  awaitsAcknowledgement: {
    at: 'changer',
    leaseMs: 1_000,
    async run(stage) {
      const token = await stage.issue();
      await stage.remember(token);
      stage.isolate();
      await stage.revoke(token);
      await stage.verifyFor(token, 300);
    },
  },
  checksLease: {
    at: 'follower',
    leaseMs: 500,
    async run(stage) {
      const token = await stage.issue();
      await stage.remember(token);
      stage.follower.signal('SIGSTOP');
      stage.isolate();
      await stage.revoke(token);
      stage.follower.signal('SIGCONT');
      await stage.verifyFor(token, 300);
    },
  },
  // Every answer of the database takes a lease and a half: counted from the answer, a lease outlasts the changer's wait.
  countsFromRequest: {
    at: 'follower',
    leaseMs: 300,
    async run(stage) {
      for (let round = 0; round < 4 && !stage.isBroken; round += 1) {
        stage.heal();
        const token = await stage.issue();
        await stage.remember(token);
        for (const connection of stage.follower.proxy.connections()) connection.delay('down', 440);
        const renewed = stage.follower.proxy.onSent('jeton-renew');
        const verifying = stage.verifyFor(token, 1_500);
        await renewed;
        await sleep(150 + round * 30);
        await stage.revoke(token);
        await verifying;
      }
    },
  },
  // Connected anew, it hears of no change before: with its lease extended first, it answers from before.
  appliesBeforeExtending: {
    at: 'follower',
    leaseMs: 2_000,
    async run(stage) {
      const { proxy } = stage.follower;
      const token = await stage.issue();
      await stage.remember(token);
      proxy.refuse(true);
      for (const connection of proxy.connections()) connection.cut();
      const revoking = stage.revoke(token);
      await sleep(stage.leaseMs * 0.35);
      void proxy.holdAt('jeton-readChanges', 'up');
      proxy.refuse(false);
      await revoking;
      await stage.verifyFor(token, 600);
    },
  },
  guardsMemory: {
    at: 'follower',
    leaseMs: 1_000,
    async run(stage) {
      const token = await stage.issue();
      // So that the root token is in memory and only the other is looked up.
      await stage.remember(await stage.issue());
      await stage.follower.pauseAt('between look-up and memory', 800);
      const asked = stage.follower.proxy.onSent('jeton-look-up');
      const late = stage.verify(token);
      await asked;
      await sleep(100);
      await stage.revoke(token);
      await late;
      await stage.verifyFor(token, 100);
    },
  },
  // A node that joins between the first look at the nodes and the commit is seen by the look after the commit alone.
  readsMembersAfterCommit: {
    at: 'changer',
    leaseMs: 2_000,
    async run(stage) {
      const token = await stage.issue();
      await stage.remember(token);
      const held = stage.changer.proxy.holdAt('update change_clock', 'up');
      const revoking = stage.revoke(token);
      const connection = await held;
      const nodes = () => stage.query('select id from node order by id');
      const before = JSON.stringify(await nodes());
      await stage.query(`delete from node where id <> (select id from node order by started_at limit 1)`);
      await stage.query('delete from node');
      for (let round = 0; round < 200; round += 1) {
        const now = await nodes();
        if (now.length === 2 && JSON.stringify(now) !== before) break;
        await sleep(20);
      }
      await stage.remember(token);
      stage.isolate();
      connection.heal();
      await revoking;
      await stage.verifyFor(token, 300);
    },
  },
  // A change that was missed while the connection was gone, and the next one heard before the log is read.
  appliesInOrder: {
    at: 'follower',
    leaseMs: 3_000,
    async run(stage) {
      const { proxy } = stage.follower;
      const token = await stage.issue();
      const other = await stage.issue();
      await stage.remember(token);
      proxy.refuse(true);
      for (const connection of proxy.connections()) connection.cut();
      const revoking = stage.revoke(token);
      await sleep(200);
      const held = proxy.holdAt('jeton-readNode', 'up');
      proxy.refuse(false);
      const connection = await held;
      const revokingOther = stage.revoke(other);
      await sleep(200);
      connection.heal();
      await Promise.all([revoking, revokingOther]);
      await stage.verifyFor(token, 300);
    },
  },
} as const satisfies Partial<Record<keyof ProtocolRules, DirectedSchedule>>;
