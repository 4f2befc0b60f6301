import type { FastifyRequest } from 'fastify';
import type { Authority } from '../../../core/authority.ts';
import type { Verdict } from '../../../core/operations/verify-token.ts';
import { noteJudged } from '../../../http/request-notes.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { fromQuestion, reach, toVerdict } from './mapping.ts';
import { renderVerdict } from './render-verdict.ts';
import { verifyTokenSchema, verifyTokensSchema } from './schemas.ts';

/** Is this token good? For any service that is shown tokens. */
export function addVerdictRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const gate = access.scoped('tokens:verify');
  const verifies = { ...gate, config: { ...gate.config, frequent: true } };
  const now = () => authority.clock.now();

  server.post('/api/v1/tokens/verify', { ...verifies, schema: verifyTokenSchema }, async (request) => {
    await reach(authority, request.body);
    const verdict = await authority.verify(fromQuestion(request.body));
    noteVerdict(request, verdict);
    return toVerdict(verdict, now());
  });

  server.post(
    '/api/v1/tokens/verify-batch',
    { ...verifies, schema: verifyTokensSchema },
    async (request, reply) => {
      const { tokens } = request.body;
      for (const [index, one] of tokens.entries()) await reach(authority, one, `tokens.${index}.`);
      const verdicts = await authority.verifyMany(tokens.map(fromQuestion));
      for (const verdict of verdicts) noteVerdict(request, verdict);
      const at = now();
      const data = verdicts.map((verdict) => renderVerdict(verdict, at)).join(',');
      return reply.header('content-type', 'application/json').send(`{"data":[${data}]}` as never);
    },
  );
}

function noteVerdict(request: FastifyRequest, verdict: Verdict): void {
  noteJudged(request, verdict.record?.token.id ?? null, verdict.valid ? null : verdict.reason);
}
