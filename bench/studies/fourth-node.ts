import { setTimeout as after } from 'node:timers/promises';
import { ask } from '../harness/ask.ts';
import { median } from '../harness/median.ts';
import type { Study } from '../harness/report.ts';
import type { Workbench } from '../harness/workbench.ts';
import { verifyAsk } from '../rows/jeton-asks.ts';
import { readMetric } from '../servers/warm-up.ts';
import { type NodeCluster, withNodes } from './node-cluster.ts';

/** Tokens in use: a node remembers those that it is shown, however many more there are. */
const TOKENS_IN_USE = 100_000;
const HIT_SHARE = 0.9;
const LOOK_EVERY_MS = 100;
/** How long the load lasts: long enough to show it every token. */
const SECONDS_MIN = 30;
const SECONDS_FACTOR = 12;

/** How soon a node that joins three others is of use. */
export async function studyFourthNode(workbench: Workbench): Promise<Omit<Study, 'id'>> {
  const { rounds, tokens } = workbench.options;
  const inUse = Math.min(tokens, TOKENS_IN_USE);
  const figures: { readonly first: number; readonly useful: number; readonly perSecond: number }[] = [];
  for (let round = 0; round < rounds; round += 1)
    figures.push(await withNodes(workbench, inUse, (cluster) => join(workbench, cluster)));
  const middle = (part: 'first' | 'useful' | 'perSecond') => median(figures.map((one) => one[part]));
  return {
    title: 'A fourth node joins',
    note: `Three nodes on PostgreSQL, ${inUse.toLocaleString('en')} tokens in use drawn at random, all load on the newcomer from its first answer on.`,
    head: ['from spawning the process', 'median'],
    lines: [
      ['to its first verdict', `${(middle('first') / 1_000).toFixed(2)} s`],
      [
        `to ${HIT_SHARE * 100} % of look-ups answered from memory`,
        Number.isFinite(middle('useful'))
          ? `${(middle('useful') / 1_000).toFixed(2)} s`
          : 'not while it was watched',
      ],
      ['requests a second meanwhile', middle('perSecond').toFixed(0)],
    ],
  };
}

async function join(workbench: Workbench, { addNode, dataset }: NodeCluster) {
  const spawned = performance.now();
  const { url } = await addNode();
  await ask(url, 'POST', '/api/v1/tokens/verify', { token: 'jtn_unknown' });
  const first = performance.now() - spawned;
  const watch = watchHits(url);
  let begun = Number.NaN;
  const { answered, seconds } = await workbench.load.run(
    {
      url,
      connections: 32,
      seconds: Math.max(SECONDS_MIN, SECONDS_FACTOR * workbench.options.seconds),
      request: verifyAsk('native'),
      pools: dataset.pools,
      expect: '"valid":true',
    },
    () => {
      begun = performance.now();
    },
  );
  const reached = await watch.end();
  // Making the load ready is not the node's time.
  const useful = Number.isNaN(reached) ? Number.POSITIVE_INFINITY : first + reached - begun;
  return { first, useful, perSecond: answered / seconds };
}

/** Watches until enough is answered from memory; `end` tells when that was, or NaN. */
function watchHits(url: string) {
  let goesOn = true;
  const watching = (async () => {
    let before = await readCounts(url);
    while (goesOn) {
      await after(LOOK_EVERY_MS);
      const now = await readCounts(url);
      const [hits, misses] = [now.hits - before.hits, now.misses - before.misses];
      // Half the look-ups are the caller's own token, which is always remembered.
      const ofTokens = (hits - misses) / Math.max(1, hits + misses);
      if (hits + misses > 100 && ofTokens >= HIT_SHARE) return performance.now();
      before = now;
    }
    return Number.NaN;
  })();
  return {
    end: () => {
      goesOn = false;
      return watching;
    },
  };
}

async function readCounts(url: string) {
  const [hits, misses] = [
    await readMetric(url, 'jeton_cache_hits_total'),
    await readMetric(url, 'jeton_cache_misses_total'),
  ];
  return { hits, misses };
}
