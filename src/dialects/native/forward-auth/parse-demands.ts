import { isScopeToken, SCOPES_MAX } from '../../../core/access/scope-token.ts';
import { type KindName, kindNamesByDialect } from '../../../core/kinds/kind-name.ts';

/** What a gateway asks of a token beyond being good. */
export interface GatewayDemands {
  /** Scopes that are all needed. */
  readonly scopes: readonly string[];
  /** Kinds of which any will do; absent for every kind. */
  readonly kinds?: readonly KindName[];
}

/**
 * Reads a gateway's query; null for one that cannot be meant so. A misspelt demand must let nobody pass, so that a
 * parameter that is neither `scope` nor `kind` is as wrong as a kind that does not exist.
 */
export function parseDemands(url: string): GatewayDemands | null {
  const start = url.indexOf('?');
  const query = start === -1 ? '' : url.slice(start + 1);
  if (/%(?![0-9a-f]{2})/i.test(query)) return null;
  const scopes: string[] = [];
  const kinds: KindName[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    const kind = kindNames.find((one) => one === value);
    if (name === 'scope' && isScopeToken(value)) scopes.push(value);
    else if (name === 'kind' && kind !== undefined) kinds.push(kind);
    else return null;
  }
  if (scopes.length > SCOPES_MAX) return null;
  return kinds.length === 0 ? { scopes } : { scopes, kinds };
}

const kindNames: readonly KindName[] = Object.values(kindNamesByDialect).flat();
