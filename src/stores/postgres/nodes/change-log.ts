import { type Kysely, sql } from 'kysely';
import type { Member } from '../../../core/nodes/acknowledgement.ts';
import { encodeSubjects } from '../../../core/nodes/logged-change.ts';
import type { Subject } from '../../../core/store-changes.ts';
import type { Database } from '../../sql/schema.ts';
import { serverIdentitySql } from './server-identity.ts';

/** Where changes are announced to the nodes. */
export const changeChannel = 'jeton_change';
/** A longer text is not announced but read: PostgreSQL takes less than 8,000 bytes. */
const ANNOUNCED_LENGTH_MAX = 7_000;
/** Older changes may go: a node that missed one forgets everything. */
const KEPT_FOR = '1 hour';
/** Nodes that were shut out, kept so that an operator sees them. */
const FENCED_KEPT_FOR = '1 hour';

/**
 * Numbers and logs a change, as the last statement of its transaction: the clock's row stays locked until the commit, so
 * that numbers have no gaps and their order is that of the commits.
 */
export async function logChange(
  db: Kysely<Database>,
  changeId: string,
  subjects: readonly Subject[],
): Promise<number> {
  const text = encodeSubjects(subjects);
  const announced = text.length <= ANNOUNCED_LENGTH_MAX ? text : null;
  const { rows } = await sql<{ number: number }>`
    with tick as (update change_clock set last_number = last_number + 1 returning last_number),
    logged as (
      insert into change_log (number, change_id, subjects)
      select last_number, ${changeId}, ${text} from tick returning number
    )
    select number, pg_notify(${changeChannel}, concat_ws(' ', number, ${announced}::text)) from logged
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new TypeError('the clock of changes has no row');
  return row.number;
}

/** The number of a logged change; null when it is not in the log. */
export async function findChange(db: Kysely<Database>, changeId: string): Promise<number | null> {
  const { rows } = await sql<{ number: number }>`
    select number from change_log where change_id = ${changeId}`.execute(db);
  return rows[0]?.number ?? null;
}

/** The nodes that are not fenced, and which server shows them. */
export interface MembersLook {
  readonly server: string;
  readonly members: readonly Member[];
}

interface MemberRow {
  readonly server: string;
  readonly id: string | null;
  readonly applied: number;
  readonly beat: number;
  readonly lease_ms: number;
}

/** Looks at the nodes over whichever connection: a server that was replaced shows those of its past. */
export async function readMembers(db: Kysely<Database>): Promise<MembersLook> {
  const { rows } = await sql<MemberRow>`
    select here.server, node.id, node.applied, node.beat, node.lease_ms
    from (select ${sql.raw(serverIdentitySql)} as server) as here left join node on not node.fenced
  `.execute(db);
  const members = rows.flatMap(({ id, applied, beat, lease_ms: leaseMs }) =>
    id === null ? [] : [{ id, applied, beat, leaseMs }],
  );
  return { server: rows[0]?.server ?? '', members };
}

/** Fences a node, unless it has renewed its lease since. */
export async function fenceMember(
  db: Kysely<Database>,
  { id, beat }: Pick<Member, 'id' | 'beat'>,
): Promise<void> {
  await sql`update node set fenced = true where id = ${id} and beat = ${beat} and not fenced`.execute(db);
}

/** Removes what nobody needs any more from the log and the table of nodes. */
export async function trimChangeLog(db: Kysely<Database>): Promise<void> {
  await sql`delete from change_log where at < clock_timestamp() - ${sql.lit(KEPT_FOR)}::interval`.execute(db);
  await sql`delete from node
    where fenced and renewed_at < clock_timestamp() - ${sql.lit(FENCED_KEPT_FOR)}::interval`.execute(db);
}
