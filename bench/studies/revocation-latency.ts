import { setTimeout as after } from 'node:timers/promises';
import { ask } from '../harness/ask.ts';
import type { MeasuredProcess } from '../harness/measured-process.ts';
import { quantile } from '../harness/median.ts';
import type { Study } from '../harness/report.ts';
import type { Workbench } from '../harness/workbench.ts';
import { withNodes } from './node-cluster.ts';

const TOKENS = 10_000;
const PER_SECOND = 100;
const FOLLOWING = 20;

/** How long a revocation takes until it is over on all nodes: with all healthy, and with one that hangs. */
export async function studyRevocationLatency(workbench: Workbench): Promise<Omit<Study, 'id'>> {
  const { seconds, rounds } = workbench.options;
  return withNodes(workbench, TOKENS, async ({ nodes }) => {
    const healthy: number[] = [];
    for (let n = 0; n < PER_SECOND * seconds; n += 1) healthy.push(await revokeOne(nodes, n));
    const [first, following]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) await hang(nodes, first, following);
    return {
      title: 'Revocation latency, three nodes on PostgreSQL',
      note: 'From sending the revocation to its answer, one at a time, each of a token that all nodes remember; behind every answer all nodes that run are asked, and have to refuse. Stopped: one node gets SIGSTOP, which costs the first revocation eleven tenths of a lease (1 s) at most, and the following ones nothing.',
      head: ['nodes', 'revocations', 'p50', 'p99', 'worst'],
      lines: [
        ['three healthy', ...summary(healthy)],
        ['one of three stopped: the first revocation behind it', ...summary(first)],
        ['one of three stopped: those that follow', ...summary(following)],
      ],
    };
  });
}

function summary(milliseconds: readonly number[]): readonly string[] {
  const told = [0.5, 0.99, 1].map((share) => `${quantile(milliseconds, share).toFixed(1)} ms`);
  return [String(milliseconds.length), ...told];
}

async function hang(nodes: readonly MeasuredProcess[], first: number[], following: number[]): Promise<void> {
  const [one, two, three] = nodes;
  if (one === undefined || two === undefined || three === undefined)
    throw new Error('three nodes are needed');
  const secrets = await Promise.all(Array.from({ length: FOLLOWING + 1 }, () => issueKnown(nodes)));
  process.kill(three.pid, 'SIGSTOP');
  try {
    for (const [n, secret] of secrets.entries()) {
      const took = await revoke([one, two], n, secret);
      (n === 0 ? first : following).push(took);
    }
  } finally {
    process.kill(three.pid, 'SIGCONT');
  }
  await ready(three);
}

async function revokeOne(nodes: readonly MeasuredProcess[], n: number): Promise<number> {
  return revoke(nodes, n, await issueKnown(nodes));
}

/** A new token's secret, which all nodes have in memory. */
async function issueKnown(nodes: readonly MeasuredProcess[]): Promise<string> {
  const account = { username: 'bench-1000' };
  const body = { kind: 'access_token', name: 'bench', account, scopes: ['a'] };
  const issued = await ask(nodes[0]?.url ?? '', 'POST', '/api/v1/tokens', body);
  for (const { url } of nodes) await expectVerdict(url, issued.meta.secret, true);
  return issued.meta.secret;
}

async function revoke(nodes: readonly MeasuredProcess[], n: number, token: string): Promise<number> {
  const { url } = nodes[n % nodes.length] as MeasuredProcess;
  const begun = performance.now();
  await ask(url, 'POST', '/api/v1/tokens/revoke', { token, reason: 'bench' });
  const took = performance.now() - begun;
  for (const node of nodes) await expectVerdict(node.url, token, false);
  return took;
}

async function expectVerdict(url: string, token: string, valid: boolean): Promise<void> {
  const verdict = await ask(url, 'POST', '/api/v1/tokens/verify', { token });
  if (verdict.valid !== valid) throw new Error(`a node answered ${verdict.valid} where ${valid} was due`);
}

async function ready({ url }: MeasuredProcess): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await after(50);
  }
}
