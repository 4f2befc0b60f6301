import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProtocolRules } from '../../src/core/nodes/protocol-rules.ts';
import { ChaosNode } from './chaos-node.ts';
import { checkHistory } from './check-history.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { faults } from './faults.ts';
import type { Violation } from './history.ts';
import { HistoryRecorder } from './history-recorder.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { asRoot } from './test-token.ts';
import { askAll, readTokens, type Scene, writeTokens } from './workload.ts';

/** What decides a run. */
export interface ChapterOptions {
  /** Decides which operations and faults come in which order. */
  readonly seed: number;
  readonly seconds: number;
  /** Rules that no node keeps. */
  readonly off?: readonly (keyof ProtocolRules)[];
  readonly say?: (line: string) => void;
}

/** How a run ended. */
export interface Chapter {
  readonly violations: readonly Violation[];
  readonly recorder: HistoryRecorder;
  /** What the nodes wrote. */
  readonly output: string;
}

const LEASE_MS = 500;
const NODES = ['n1', 'n2', 'n3'];
const WRITERS = 4;
const READERS = 4;
const QUIET_MS = 500;
/** After so many faults there are none for longer than it takes to recover, in which 503 is no answer. */
const FAULTS_BEFORE_CALM = 12;
const CALM_MS = 8_000;
const RECOVERY_MS_MAX = 60_000;
const LOOK_MS = 200;
const LATE_MS_MAX = 100;
const LOAD_MAX = 3;

/** Three nodes on a database with a standby, callers through all doors, and one fault after another. */
export async function runChapter({
  seed,
  seconds,
  off = [],
  say = () => undefined,
}: ChapterOptions): Promise<Chapter> {
  const root = mkdtempSync(join(tmpdir(), 'jeton-chaos-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(root, { recursive: true, force: true }));
  const cluster = await openCluster();
  opened.defer(() => cluster.close());
  const rootSecret = randomBytes(24).toString('base64url');
  const env = {
    JETON_KEY: randomBytes(32).toString('base64'),
    JETON_BOOTSTRAP_TOKEN: rootSecret,
    JETON_LEASE_MS: String(LEASE_MS),
    JETON_LOG_LEVEL: 'error',
    JETON_FAILED_AUTH_PER_MINUTE: '0',
    JETON_DATABASE_POOL_MAX: '6',
  };
  const nodes = await Promise.all(
    NODES.map((name) => ChaosNode.open({ name, root, env, databaseUrl: cluster.databaseUrl, off })),
  );
  opened.defer(async () => void (await Promise.all(nodes.map((node) => node.close()))));

  const recorder = new HistoryRecorder();
  opened.defer(watchMachine(recorder));
  const random = seededRandom(seed);
  const until = performance.now() + seconds * 1_000;
  let isOver = false;
  const scene: Scene = { nodes, recorder, rootSecret, tokens: [], isOver: () => isOver };
  const callers = [
    ...numbered(WRITERS).map((index) =>
      writeTokens(scene, random.fork(`writer ${index}`), `writer-${index}`),
    ),
    ...numbered(READERS).map((index) => readTokens(scene, random.fork(`reader ${index}`))),
  ];
  const calling = Promise.all(callers);
  await Promise.race([
    calling,
    troubleUntil(until, { nodes, cluster }, recorder, random.fork('faults'), say),
  ]);
  isOver = true;
  await calling;
  await recorder.during('recovery', () => recovered(nodes));
  await askAll(scene, random.fork('end'));
  await readCounts(scene);
  const output = nodes.map((node) => node.output).join('');
  return { violations: checkHistory(recorder.history), recorder, output };
}

async function troubleUntil(
  until: number,
  { nodes, cluster }: { readonly nodes: readonly ChaosNode[]; readonly cluster: Cluster },
  recorder: HistoryRecorder,
  random: SeededRandom,
  say: (line: string) => void,
): Promise<void> {
  const scene = { nodes, cluster, leaseMs: LEASE_MS };
  await sleep(QUIET_MS);
  for (let round = 1; performance.now() < until; round += 1) {
    const name = random.pick(Object.keys(faults));
    const own = random.fork(`${name} ${round}`);
    const begun = performance.now();
    await recorder.during(name, async () => faults[name]?.(scene, own));
    say(`fault ${round}: ${name}, ${Math.round(performance.now() - begun)} ms`);
    await sleep(round % FAULTS_BEFORE_CALM === 0 ? CALM_MS : random.integer(0, QUIET_MS));
  }
}

/** A machine that has far more to do than it can lets leases lapse without any fault: then 503 is to be expected. */
function watchMachine(recorder: HistoryRecorder): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const isBusy =
      now - last > LOOK_MS + LATE_MS_MAX || (loadavg()[0] ?? 0) > availableParallelism() * LOAD_MAX;
    if (isBusy) recorder.faults.push({ name: 'busy machine', begin: last, end: now });
    last = now;
  }, LOOK_MS);
  return () => clearInterval(timer);
}

/** Everything is in order again, or it is said what is not. */
async function recovered(nodes: readonly ChaosNode[]): Promise<void> {
  const until = performance.now() + RECOVERY_MS_MAX;
  for (const node of nodes) {
    while ((await node.send('/readyz')).status !== 200) {
      if (performance.now() > until) throw new Error(`${node.name} does not recover`);
      await sleep(100);
    }
  }
}

/** The uses as the store has them once the other nodes have handed over theirs. */
async function readCounts({ nodes, recorder, rootSecret, tokens }: Scene): Promise<void> {
  const [first, ...others] = nodes;
  for (const node of others) {
    const code = await node.stop();
    if (code !== 0) throw new Error(`${node.name} did not stop well (${code}): ${node.output.slice(-2_000)}`);
  }
  for (const { id, name } of tokens) {
    const answer = await first?.send(`/api/v1/tokens/${id}`, asRoot(rootSecret));
    if (answer?.status !== 200) throw new Error(`the uses of ${name} cannot be read: ${answer?.status}`);
    recorder.counts.push({ token: name, count: answer.json.data.usage_count });
  }
}

function numbered(count: number): readonly number[] {
  return Array.from({ length: count }, (_none, index) => index + 1);
}
