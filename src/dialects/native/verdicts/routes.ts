import type { FastifyRequest } from 'fastify';
import type { Authority } from '../../../core/authority.ts';
import type { Presentation } from '../../../core/operations/verify-token.ts';
import { noteJudged } from '../../../http/request-notes.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { fromQuestion, reach, toVerdict } from './mapping.ts';
import { verifyTokenSchema, verifyTokensSchema } from './schemas.ts';

/** Is this token good? For any service that is shown tokens. */
export function addVerdictRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const gate = access.scoped('tokens:verify');
  const verifies = { ...gate, config: { ...gate.config, frequent: true } };
  const now = () => authority.clock.now();

  const judge = async (request: FastifyRequest, presentation: Presentation) => {
    const verdict = await authority.verify(presentation);
    noteJudged(request, verdict.record?.token.id ?? null, verdict.valid ? null : verdict.reason);
    return toVerdict(verdict, now());
  };

  server.post('/api/v1/tokens/verify', { ...verifies, schema: verifyTokenSchema }, async (request) => {
    await reach(authority, request.body);
    return judge(request, fromQuestion(request.body));
  });

  server.post('/api/v1/tokens/verify-batch', { ...verifies, schema: verifyTokensSchema }, async (request) => {
    const { tokens } = request.body;
    for (const [index, one] of tokens.entries()) await reach(authority, one, `tokens.${index}.`);
    const data = [];
    // One after the other, because each is a use that the next one sees.
    for (const one of tokens) data.push(await judge(request, fromQuestion(one)));
    return { data };
  });
}
