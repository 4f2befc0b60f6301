import type { IncomingMessage } from 'node:http';
import type { AheadAnswer, AheadRoute } from '../../../http/answer-ahead.ts';
import type { Entrance } from '../../dialect.ts';
import { toIdentityHeaders } from './mapping.ts';
import { parseDemands } from './parse-demands.ts';
import { presentedSecret } from './presented-secret.ts';

/** A gateway's question that memory can answer with yes. */
export function createAuthAhead({ door }: Entrance): AheadRoute {
  const answer = (request: IncomingMessage): AheadAnswer | null => {
    const demands = parseDemands(request.url ?? '');
    const secret = demands === null ? null : presentedSecret(request.headersDistinct);
    if (demands === null || secret === null) return null;
    // Limits that the installation sets for its own calls are not for what passes through a gateway.
    const passed = door.presentFromMemory(request, { ...demands, secret, doorLimits: null });
    if (passed === null) return null;
    const { record, counted, clientAddress } = passed;
    return {
      headers: Object.entries(toIdentityHeaders(record)).flat(),
      body: '',
      ready: counted,
      callerTokenId: record.token.id,
      clientAddress,
      verdict: null,
    };
  };
  return { method: 'GET', path: '/auth', takesQuery: true, takesBody: false, answer };
}
