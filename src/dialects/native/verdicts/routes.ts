import type { FastifyRequest } from 'fastify';
import type { Authority } from '../../../core/authority.ts';
import type { Presentation } from '../../../core/operations/verify-token.ts';
import { noteJudged } from '../../../http/request-notes.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { fromQuestion, toVerdict } from './mapping.ts';
import { verifyTokenSchema, verifyTokensSchema } from './schemas.ts';

/** Is this token good? For any service that is shown tokens. */
export function addVerdictRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const gate = access.scoped('tokens:verify');
  const verifies = { ...gate, config: { ...gate.config, frequent: true } };
  const now = () => authority.clock.now();

  const judge = async (request: FastifyRequest, presentation: Presentation) => {
    const verdict = await authority.verify(presentation);
    noteJudged(request, verdict.record?.token.id ?? null, verdict.valid ? null : verdict.reason);
    return verdict;
  };

  server.post('/api/v1/tokens/verify', { ...verifies, schema: verifyTokenSchema }, async (request) => {
    const asOf = now();
    return toVerdict(await judge(request, fromQuestion(request.body, asOf)), asOf);
  });

  server.post('/api/v1/tokens/verify-batch', { ...verifies, schema: verifyTokensSchema }, async (request) => {
    const asOf = now();
    const questions = request.body.tokens.map((one, index) => fromQuestion(one, asOf, `tokens.${index}.`));
    const data = [];
    // One after the other, because each is a use that the next one sees.
    for (const question of questions) data.push(toVerdict(await judge(request, question), asOf));
    return { data };
  });
}
