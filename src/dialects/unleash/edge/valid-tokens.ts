import type { Static } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { Entrance } from '../../dialect.ts';
import { environmentOf, projectsOf, typeOf } from '../mapping.ts';
import { apiTokenKinds } from '../permissions.ts';
import type { ValidTokens } from './schemas.ts';

/**
 * Which of these secrets are good now. Edge asks again and again for the tokens it knows, whether or not anybody
 * presents them: that is no use of them. Bad ones count as guesses of the client address.
 */
export async function validTokens(
  { door, settings }: Entrance,
  request: FastifyRequest,
  secrets: readonly string[],
): Promise<Static<typeof ValidTokens>> {
  const { unleashProfile } = settings;
  const tokens: Static<typeof ValidTokens>['tokens'] = [];
  for (const secret of new Set(secrets)) {
    const verdict = await door.present(request, { secret, kinds: apiTokenKinds, countsAsUse: false });
    if (!verdict.valid) continue;
    const { kind, attributes } = verdict.record.token;
    tokens.push({
      token: secret,
      type: typeOf(kind, unleashProfile),
      projects: [...projectsOf(attributes)],
      ...(unleashProfile === 7 && { environment: environmentOf(attributes, kind) }),
    });
  }
  return { tokens };
}
