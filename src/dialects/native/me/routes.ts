import { Type } from 'typebox';
import type { Authority } from '../../../core/authority.ts';
import type { Access } from '../access.ts';
import { toAccount } from '../directory/mapping.ts';
import { accountSchema } from '../directory/schemas.ts';
import type { NativeServer } from '../native-server.ts';
import { nullable, problems } from '../schemas.ts';
import { toToken } from '../tokens/mapping.ts';
import { tokenSchema } from '../tokens/schemas.ts';

export const getMeSchema = {
  operationId: 'getMe',
  summary: 'Who is calling, and with which token',
  response: {
    200: Type.Object({
      data: Type.Object({ account: nullable(accountSchema), token: nullable(tokenSchema) }),
    }),
    ...problems(401, 429),
  },
};

/** Who the caller is. */
export function addMeRoutes(server: NativeServer, authority: Authority, access: Access): void {
  server.get('/api/v1/me', { ...access.authenticated(), schema: getMeSchema }, async (request) => {
    const { account, record } = access.callerOf(request);
    const details = record === null ? null : await authority.token(record.token.id);
    return {
      data: {
        account: account && toAccount(account),
        token: details && toToken(details, authority.clock.now()),
      },
    };
  });
}
