import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directedRules, runDirected } from '../chaos/directed-rules.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

describe.each(directedRules())('in the schedule that needs the rule %s', (rule) => {
  it('promise R holds', async () => {
    expect(await runDirected(postgres, rule, false)).toEqual([]);
  });

  it('promise R is seen broken without it', async () => {
    expect(await runDirected(postgres, rule, true)).not.toEqual([]);
  });
});
