import { setTimeout as sleep } from 'node:timers/promises';
import { runServer } from '../../src/cli/serve/run-server.ts';
import { readSettings } from '../../src/cli/settings.ts';
import type { PausePoint } from '../../src/core/nodes/follower.ts';
import { type ProtocolRules, soundRules } from '../../src/core/nodes/protocol-rules.ts';

/** What the driver tells a node while it runs. */
export type NodeOrder =
  | { readonly type: 'wall'; readonly offsetMs: number }
  | { readonly type: 'pause'; readonly point: PausePoint; readonly milliseconds: number };

/** A server as `jeton serve` runs it, whose wall clock, pauses and rules the driver decides. */
const pauses = new Map<PausePoint, number>();
let offsetMs = 0;
const machineNow = Date.now;
Date.now = () => machineNow() + offsetMs;

process.on('message', (order: NodeOrder) => {
  if (order.type === 'wall') offsetMs = order.offsetMs;
  else pauses.set(order.point, order.milliseconds);
  process.send?.('done');
});
// A driver that is gone leaves no node behind.
process.on('disconnect', () => process.exit(1));

const off = process.argv.slice(2) as (keyof ProtocolRules)[];
for (const rule of off) if (!(rule in soundRules)) throw new Error(`there is no rule ${rule}`);
const rules = { ...soundRules, ...Object.fromEntries(off.map((rule) => [rule, false])) };
await runServer(readSettings({}), {
  rules,
  async pauseAt(point) {
    const milliseconds = pauses.get(point) ?? 0;
    if (milliseconds > 0) await sleep(milliseconds);
  },
});
process.exit(0);
