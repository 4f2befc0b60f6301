import type { Authority } from '../../../core/authority.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { carryOut, parseRevocations } from './revocation.ts';
import { revokeTokensSchema } from './schemas.ts';

/** Take the power away from whatever leaked. */
export function addRevocationRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const revokes = access.admin('tokens:revoke');
  server.post('/api/v1/tokens/revoke', { ...revokes, schema: revokeTokensSchema }, async (request) => {
    const caller = access.callerOf(request);
    const data = [];
    // One after the other: the same token may be named twice, and is revoked once.
    for (const one of parseRevocations(request.body)) data.push(await carryOut(authority, caller, one));
    return { data };
  });
}
