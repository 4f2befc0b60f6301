import type { ClientBase } from 'pg';
import { type AnnouncedChange, type LoggedChange, parseSubjects } from '../../../core/nodes/logged-change.ts';
import type { LogHead, NodeDatabase, NodeRow } from '../../../core/nodes/node-database.ts';
import { toStoreError } from '../postgres-error.ts';

/** Changes that one answer holds at most. */
const CHANGES_MAX = 1_000;

const head = 'last_number as head, (extract(epoch from clock_timestamp()) * 1000)::float8 as time';
const nodeRow = `node.beat, node.fenced, (select last_number from change_clock) as head,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as time`;

const statements = {
  register: 'insert into node (id, name, applied, beat, lease_ms) values ($1, $2, 0, 0, $3)',
  readNode: `select ${nodeRow} from node where id = $1`,
  renew: `update node set beat = beat + 1, renewed_at = clock_timestamp()
    where id = $1 and not fenced returning ${nodeRow}`,
  readChanges: `select ${head}, change.number, change.subjects from change_clock left join lateral (
      select number, subjects from change_log where number > $1 order by number limit ${CHANGES_MAX}
    ) as change on true order by change.number`,
  // Others may hear of it late or never: nobody waits for the disk.
  acknowledge: `with quickly as (select set_config('synchronous_commit', 'off', true))
    update node set applied = greatest(applied, $2) from quickly where id = $1`,
  remove: 'delete from node where id = $1',
} as const;

interface ChangeRow extends LogHead {
  readonly number: number | null;
  readonly subjects: string | null;
}

/** A node's statements over its connection; a commit that came with a warning counts as failed. */
export function createNodeDatabase(client: ClientBase, leaseMs: number): NodeDatabase {
  let warning: string | null = null;
  client.on('notice', ({ message }) => {
    warning = message ?? 'a warning';
  });
  const ask = async <Row extends object>(
    name: keyof typeof statements,
    values: unknown[],
  ): Promise<readonly Row[]> => {
    warning = null;
    const { rows } = await client
      .query<Row>({ name: `jeton-${name}`, text: statements[name], values })
      .catch((error: unknown) => {
        throw toStoreError(error);
      });
    // A wait for the standby that was cut short is told as a success: a failover may lose what was written.
    if (warning !== null) throw toStoreError(new Error(warning));
    return rows;
  };
  return {
    async register({ id, name }) {
      await ask('register', [id, name, leaseMs]);
    },
    async readNode(id) {
      const [row] = await ask<NodeRow>('readNode', [id]);
      return row ?? null;
    },
    async renew(id) {
      const [row] = await ask<NodeRow>('renew', [id]);
      return row ?? null;
    },
    async readChanges(after) {
      const rows = await ask<ChangeRow>('readChanges', [after]);
      const [{ head, time } = { head: 0, time: 0 }] = rows;
      return { head, time, changes: rows.flatMap(toLoggedChange) };
    },
    async acknowledge(id, applied) {
      await ask('acknowledge', [id, applied]);
    },
    async remove(id) {
      await ask('remove', [id]);
    },
  };
}

/** Reads an announcement; null for one that is none of ours. */
export function parseAnnouncement(payload: string): AnnouncedChange | null {
  const [, number, text] = /^(\d{1,15})(?: (.*))?$/.exec(payload) ?? [];
  if (number === undefined) return null;
  const subjects = text === undefined ? null : parseSubjects(text);
  return subjects === null ? { number: Number(number) } : { number: Number(number), subjects };
}

// What a newer version wrote leaves a gap, behind which everything is forgotten.
function toLoggedChange({ number, subjects }: ChangeRow): readonly LoggedChange[] {
  if (number === null || subjects === null) return [];
  const parsed = parseSubjects(subjects);
  return parsed === null ? [] : [{ number, subjects: parsed }];
}
