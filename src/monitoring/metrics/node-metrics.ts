import type { Authority } from '../../core/authority.ts';
import type { Metrics } from './metrics.ts';

/** Who serves beside this process, and how far each is; asked of the database at the scrape. */
export function addNodeMetrics(metrics: Metrics, authority: Pick<Authority, 'nodes' | 'holdsLease'>): void {
  const list = () => authority.nodes().catch(() => null);
  metrics.gauge('jeton_lease_held', 'Whether this node may answer.', () => Number(authority.holdsLease()));
  metrics.gauge('jeton_nodes', 'Nodes by state: live, or shut out.', async () => {
    const nodes = (await list())?.nodes ?? [];
    const fenced = nodes.filter(({ isFenced }) => isFenced).length;
    return [
      [{ state: 'live' }, nodes.length - fenced],
      [{ state: 'fenced' }, fenced],
    ];
  });
  metrics.gauge('jeton_last_change', 'The number of the last change.', async () => {
    const known = await list();
    return known === null ? [] : known.lastChange;
  });
  metrics.gauge('jeton_node_lag_changes', 'Changes that this node has not acknowledged.', async () => {
    const known = await list();
    const self = known?.nodes.find(({ isSelf }) => isSelf);
    return known === null || self === undefined ? [] : Math.max(0, known.lastChange - self.applied);
  });
}
