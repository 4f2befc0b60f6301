import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { migrate } from '../../src/stores/sql/migrations/migrate.ts';
import { createSqlReads } from '../../src/stores/sql/reads/sql-reads.ts';
import { type ChangeCall, inTransaction, runGroup } from '../../src/stores/sqlite/run-group.ts';
import { SqliteConnection } from '../../src/stores/sqlite/sqlite-connection.ts';
import { sqliteTypes } from '../../src/stores/sqlite/sqlite-types.ts';
import { anIssue, aToken, noon } from '../support/store-fixtures.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const large = (): ChangeCall => ({
  name: 'issueToken',
  input: anIssue(aToken({}, { sealed: randomBytes(100_000) })),
});
const small = (): ChangeCall => ({ name: 'issueToken', input: anIssue(aToken()) });

test('on a full disk what does not fit is refused with its cause, nothing of it stands, and writing goes on later', async () => {
  const connection = new SqliteConnection({ path: `${temporaryDirectory()}/jeton.db`, readOnly: false });
  const db = connection.createKysely();
  await inTransaction(connection, () => migrate(db, sqliteTypes));
  const pages = Number(connection.get('pragma page_count', [])?.page_count);
  connection.run(`pragma max_page_count = ${pages + 5}`);

  const refusal = { code: 'store_unavailable', cause: { errcode: 13 } };
  const ends = await runGroup({ connection, db }, [small(), large()]).catch((error: unknown) => [{ error }]);
  expect(ends.at(-1)).toMatchObject({ error: refusal });
  const issued = ends.filter((end) => 'outcome' in end).length;
  expect(await createSqlReads(db).countTokens({ now: noon })).toBe(issued);

  connection.run('pragma max_page_count = 1000000');
  const [end] = await runGroup({ connection, db }, [large()]);
  expect(end).toMatchObject({ outcome: { outcome: 'issued' } });
  connection.close();
});
