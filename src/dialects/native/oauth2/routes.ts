import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { tokenCaller } from '../../../core/access/caller.ts';
import { otherBody, refuseOtherBodies } from '../../../http/refuse-other-bodies.ts';
import { noteJudged } from '../../../http/request-notes.ts';
import type { Entrance } from '../../dialect.ts';
import type { NativeServer } from '../native-server.ts';
import { sendOAuthError } from './errors.ts';
import { introspectionGate } from './introspection-gate.ts';
import { toIntrospection } from './mapping.ts';
import { parseTokenForm } from './parse-token-form.ts';
import { FORM, introspectTokenSchema, revokeByFormSchema, type tokenFormSchema } from './schemas.ts';

/** OAuth 2.0's own way to ask about a token (RFC 7662) and to revoke one (RFC 7009). */
export async function addOAuthRoutes(server: NativeServer, entrance: Entrance): Promise<void> {
  const { authority, door } = entrance;
  await server.register(async (forms) => {
    forms.removeAllContentTypeParsers();
    forms.addContentTypeParser(FORM, { parseAs: 'string' }, async (_request: FastifyRequest, body: string) =>
      parseTokenForm(body),
    );
    refuseOtherBodies(forms, FORM);

    forms.post(
      '/oauth2/introspect',
      { ...introspectionGate(entrance), schema: introspectTokenSchema, config: { frequent: true } },
      async (request) => {
        const verdict = await authority.verify({ secret: tokenOf(request) });
        noteJudged(request, verdict.record?.token.id ?? null, verdict.valid ? null : verdict.reason);
        return toIntrospection(verdict);
      },
    );

    forms.post('/oauth2/revoke', { schema: revokeByFormSchema }, async (request, reply) => {
      const details = await door.recognise(request, tokenOf(request));
      if (details === null) return reply.code(200).send();
      const caller = tokenCaller(details, door.origin(request, 'native'));
      const outcome = await authority.revoke(caller, details, 'revoked by its holder');
      if (outcome !== 'not_revocable') return reply.code(200).send();
      const description = `A ${details.token.kind} cannot be revoked.`;
      return sendOAuthError(reply, { status: 400, error: 'unsupported_token_type', description });
    });
  });
}

function tokenOf({ body }: FastifyRequest): string {
  if (body === undefined || body === null) throw otherBody(FORM);
  return (body as Static<typeof tokenFormSchema>).token;
}
