import type { Authority } from '../../core/authority.ts';
import { Distribution } from '../../core/statistics/distribution.ts';
import type { Metrics } from './metrics.ts';

/** What the authority counts. */
export function addAuthorityMetrics(metrics: Metrics, authority: Pick<Authority, 'statistics'>): void {
  const now = () => authority.statistics();
  metrics.counter('jeton_verdicts_total', 'Tokens judged, at whatever door.', () =>
    Object.entries(now().verdicts).map(([verdict, count]) => [{ verdict }, count]),
  );
  metrics.counter('jeton_cache_hits_total', 'Look-ups answered from memory.', () => now().cacheHits);
  metrics.counter(
    'jeton_cache_misses_total',
    'Look-ups that memory could not answer.',
    () => now().cacheMisses,
  );
  metrics.counter('jeton_store_look_ups_total', 'Look-ups that asked the store.', () => now().storeLookUps);
  metrics.gauge('jeton_cached_tokens', 'Records in memory.', () => now().cachedTokens);
  metrics.counter('jeton_uses_counted_total', 'Uses of tokens counted.', () => now().uses.counted);
  metrics.counter('jeton_uses_stored_total', 'Uses that the store has.', () => now().uses.stored);
  metrics.gauge('jeton_uses_pending', 'Uses counted that the store does not have yet.', () => {
    const { counted, stored } = now().uses;
    return counted - stored;
  });
  metrics.histogram('jeton_use_journal_group_size', 'Uses that shared one write to the journal.', () => [
    [{}, now().uses.groups ?? none],
  ]);
}

const none = new Distribution([]);
