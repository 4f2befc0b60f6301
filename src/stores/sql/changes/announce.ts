import type { SqlChange } from './sql-change.ts';

export const announce: SqlChange<'announce'> = async (_db, { subjects }) => ({
  outcome: 'announced',
  subjects,
});
