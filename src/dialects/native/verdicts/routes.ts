import type { Authority } from '../../../core/authority.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { fromQuestion, toVerdict } from './mapping.ts';
import { verifyTokenSchema, verifyTokensSchema } from './schemas.ts';

/** Is this token good? For any service that is shown tokens. */
export function addVerdictRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const verifies = access.scoped('tokens:verify');
  const now = () => authority.clock.now();

  server.post('/api/v1/tokens/verify', { ...verifies, schema: verifyTokenSchema }, async ({ body }) => {
    const asOf = now();
    return toVerdict(await authority.verify(fromQuestion(body, asOf)), asOf);
  });

  server.post(
    '/api/v1/tokens/verify-batch',
    { ...verifies, schema: verifyTokensSchema },
    async ({ body }) => {
      const asOf = now();
      const questions = body.tokens.map((one, index) => fromQuestion(one, asOf, `tokens.${index}.`));
      const data = [];
      // One after the other, because each is a use that the next one sees.
      for (const question of questions) data.push(toVerdict(await authority.verify(question), asOf));
      return { data };
    },
  );
}
