import type { Authority } from '../../../core/authority.ts';
import type { Presentation } from '../../../core/operations/verify-token.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { fromQuestion, toVerdict } from './mapping.ts';
import { verifyTokenSchema, verifyTokensSchema } from './schemas.ts';

/** Is this token good? For any service that is shown tokens. */
export function addVerdictRoutes(server: NativeServer, authority: Authority, access: Access): void {
  const verifies = access.scoped('tokens:verify');
  const now = () => authority.clock.now();

  server.post('/api/v1/tokens/verify', { ...verifies, schema: verifyTokenSchema }, async ({ body }) => {
    const [verdict] = await judge(authority, [fromQuestion(body, now())]);
    if (verdict === undefined) throw new TypeError('a question without a verdict');
    return verdict;
  });

  server.post(
    '/api/v1/tokens/verify-batch',
    { ...verifies, schema: verifyTokensSchema },
    async ({ body }) => {
      const time = now();
      const questions = body.tokens.map((one, index) => fromQuestion(one, time, `tokens.${index}.`));
      return { data: await judge(authority, questions) };
    },
  );
}

/** Judges one after the other, because each is a use; then reads what is told about them, every use included. */
async function judge(authority: Authority, questions: readonly Presentation[]) {
  const asOf = authority.clock.now();
  const verdicts = [];
  for (const question of questions) verdicts.push(await authority.verify(question));
  const ids = new Set(verdicts.flatMap(({ record }) => record?.token.id ?? []));
  const known = new Map(
    await Promise.all([...ids].map(async (id) => [id, await authority.token(id)] as const)),
  );
  return verdicts.map((verdict) =>
    toVerdict(verdict, verdict.record && (known.get(verdict.record.token.id) ?? null), asOf),
  );
}
