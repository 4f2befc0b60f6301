/** Where a program's own time went, most first. */
export interface SelfTimes {
  /** Microseconds that it was not idle. */
  readonly total: number;
  readonly lines: readonly { readonly name: string; readonly place: string; readonly milliseconds: number }[];
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const waiting = new Set(['(idle)', '(root)']);

/** Sums a `.cpuprofile` up by function. */
export function selfTimes(text: string): SelfTimes {
  const { nodes, samples, timeDeltas } = JSON.parse(text) as Profile;
  const spent = new Map<number, number>();
  for (const [n, id] of samples.entries()) spent.set(id, (spent.get(id) ?? 0) + (timeDeltas[n] ?? 0));
  const sums = new Map<string, { name: string; place: string; milliseconds: number }>();
  let total = 0;
  for (const { id, callFrame } of nodes) {
    const name = callFrame.functionName || '(anonymous)';
    const microseconds = spent.get(id) ?? 0;
    if (waiting.has(name) || microseconds === 0) continue;
    const place = callFrame.url === '' ? '' : `${shorten(callFrame.url)}:${callFrame.lineNumber + 1}`;
    const sum = sums.get(`${name} ${place}`) ?? { name, place, milliseconds: 0 };
    sum.milliseconds += microseconds / 1_000;
    sums.set(`${name} ${place}`, sum);
    total += microseconds;
  }
  return { total, lines: [...sums.values()].sort((a, b) => b.milliseconds - a.milliseconds) };
}

function shorten(url: string): string {
  return url.replace(/^.*\/(?=(dist|node_modules)\/)/, '');
}
