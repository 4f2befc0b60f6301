import type { Row, RowGroup } from '../harness/row.ts';
import type { Workbench } from '../harness/workbench.ts';
import { floorRow } from './floor-row.ts';
import { unleashNameAsk, verifyAsk } from './jeton-asks.ts';
import { type JetonSort, jetonRow } from './jeton-row.ts';

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];

/** Does a request notice how many tokens there are? Half of them native, half Unleash's; nothing is remembered. */
export function growthGroup({ options: { growthTokens } }: Pick<Workbench, 'options'>): RowGroup {
  const sizes = SIZES.filter((size) => size <= growthTokens);
  const sorts = Object.fromEntries(sizes.map((size) => [`store of ${size}`, storeOf(size)]));
  const [least = 0] = sizes;
  const rows: Row[] = sizes.map((size) =>
    jetonRow(sorts, {
      id: `growth-verify-${size}`,
      what: `verify among ${size.toLocaleString('en')} tokens`,
      server: `store of ${size}`,
      ask: verifyAsk('native'),
      expect: '^200 .*"valid":true',
      against: size === least ? [] : [`growth-verify-${least}`],
    }),
  );
  const byName: Row[] = sizes.map((size) =>
    jetonRow(sorts, {
      id: `growth-by-name-${size}`,
      what: `Unleash by name among ${size.toLocaleString('en')} tokens`,
      server: `store of ${size}`,
      ask: unleashNameAsk('unleashNames'),
      expect: '^200 .*"tokenName":"unleash-',
      against: size === least ? [] : [`growth-by-name-${least}`],
    }),
  );
  return {
    id: 'growth',
    title: 'Growth: a request does not notice how many tokens there are',
    note: 'SQLite, with memory for one token in ten of the smallest store, so that nearly every look-up goes to the store.',
    rows: [floorRow, ...rows, ...byName],
  };
}

function storeOf(tokens: number): JetonSort {
  const half = tokens / 2;
  return {
    engine: 'sqlite',
    env: { JETON_CACHE_TOKENS: '500' },
    counts: () => ({ native: half, gitlab: 0, dynatrace: 0, unleash: half }),
  };
}
