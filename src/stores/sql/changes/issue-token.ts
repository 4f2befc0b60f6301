import { type Kysely, sql } from 'kysely';
import type { IssueToken, NewToken, Subject } from '../../../core/store-changes.ts';
import { irregularTag } from '../../../core/token/irregular-secrets.ts';
import { isAnyOf } from '../is-any-of.ts';
import { fromNewAccount } from '../rows/account-row.ts';
import type { Database } from '../schema.ts';
import { refuse } from './change-refused.ts';
import { claimIdempotencyKey, settleIdempotencyKey } from './idempotency-key.ts';
import { insertToken, isResourceGone } from './insert-token.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const issueToken: SqlChange<'issueToken'> = async (db, input) => {
  const earlier = await claimIdempotencyKey(db, input);
  if (earlier !== null) return earlier;
  if (await isLimitReached(db, input.limit)) return refuse({ outcome: 'limit_reached', subjects: [] });
  const token = await withBot(db, input);
  const tokenId = await insertToken(db, token);
  if (tokenId === null) return refuse({ outcome: 'digest_known', subjects: [] });
  if (await isResourceGone(db, token)) return refuse({ outcome: 'resource_gone', subjects: [] });
  await settleIdempotencyKey(db, input.idempotency, tokenId);
  await writeAudit(db, { ...input.audit, ...(input.bot && { accountId: input.bot.id }), tokenId });
  // Nobody remembers what was unknown, so that a token works everywhere at once without anybody being told.
  return { outcome: 'issued', tokenId, subjects: irregularOf(token) };
};

/** What a token adds to what nodes know of secrets without a shape. */
export function irregularOf({ token, digest }: NewToken): readonly Subject[] {
  return token.irregular ? [{ type: 'irregular', id: irregularTag(digest) }] : [];
}

/** Counts no further than the limit, so that its cost does not grow with the number of tokens. */
async function isLimitReached(db: Kysely<Database>, limit: IssueToken['limit']): Promise<boolean> {
  if (limit === null) return false;
  if (limit.max <= 0) return true;
  const beyond = await db
    .selectFrom('token')
    .select('id')
    .where(isAnyOf(sql.ref('kind'), limit.kinds))
    .where('deleted_at', 'is', null)
    .offset(limit.max - 1)
    .limit(1)
    .executeTakeFirst();
  return beyond !== undefined;
}

async function withBot(db: Kysely<Database>, { bot, token }: IssueToken): Promise<NewToken> {
  if (bot === null) return token;
  await db.insertInto('account').values(fromNewAccount(bot.id, bot)).execute();
  return { ...token, token: { ...token.token, accountId: bot.id } };
}
