import { sql } from 'kysely';
import type { TokenStatus } from '../../../core/token/token-status.ts';

/** The state of a token at a time, by the rules and the precedence of `tokenStatus` in the core. */
export function statusAt(now: number) {
  return sql<TokenStatus>`case
    when token.deleted_at is not null then 'deleted'
    when token.revoked_at is not null and (token.grace_until is null or token.grace_until <= ${now})
      then 'revoked'
    when token.expires_at <= ${now} then 'expired'
    when token.kind = 'ci_job_token' and coalesce(${jobStatus}, '') <> 'running' then 'expired'
    when token.disabled_at is not null then 'disabled'
    else 'active'
  end`;
}

/** A query of its own, so that only job tokens pay for it. */
const jobStatus = sql`(select job.attributes ->> 'status' from resource as job where job.id = token.resource_id)`;
