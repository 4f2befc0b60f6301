import type { RowGroup } from '../harness/row.ts';
import { floorRow } from './floor-row.ts';
import { noCounts } from './guarantees.ts';
import { forwardAuthAsk, identifyBatchAsk, introspectAsk, verifyAsk, verifyBatchAsk } from './jeton-asks.ts';
import { type JetonRow, jetonRow, jetonSorts } from './jeton-row.ts';

const BATCH = 1_000;
const valid = '^200 .*"valid":true';
const rows: readonly JetonRow[] = [
  {
    id: 'verify-sqlite-warm',
    what: '`POST /api/v1/tokens/verify`, SQLite, warm',
    server: 'sqlite-warm',
    ask: verifyAsk('native'),
    expect: valid,
  },
  {
    id: 'verify-sqlite-cold',
    what: 'the same, cold: every token is read from the store',
    server: 'sqlite-cold',
    ask: verifyAsk('native'),
    expect: valid,
  },
  {
    id: 'verify-sqlite-unknown',
    what: 'unknown tokens of right shape (nothing is remembered of them)',
    server: 'sqlite-warm',
    ask: verifyAsk('unknown'),
    expect: '"reason":"unknown"',
    counts: noCounts,
    against: ['verify-sqlite-cold', 'verify-sqlite-warm'],
  },
  {
    id: 'verify-sqlite-malformed',
    what: 'malformed tokens',
    server: 'sqlite-warm',
    ask: verifyAsk('malformed'),
    expect: '"reason":"malformed"',
    counts: noCounts,
    against: ['verify-sqlite-warm'],
  },
  {
    id: 'verify-postgres-warm',
    what: '`POST /api/v1/tokens/verify`, PostgreSQL, warm',
    server: 'postgres-warm',
    ask: verifyAsk('native'),
    expect: valid,
  },
  {
    id: 'verify-postgres-cold',
    what: 'the same, cold: every token is read from the database',
    server: 'postgres-cold',
    ask: verifyAsk('native'),
    expect: valid,
  },
  {
    id: 'verify-postgres-without-cache',
    what: 'the same, nothing remembered at all, the caller’s token neither',
    server: 'postgres-without-cache',
    ask: verifyAsk('native'),
    expect: valid,
    against: ['verify-postgres-warm'],
  },
  {
    id: 'verify-postgres-unknown',
    what: 'unknown tokens of right shape, PostgreSQL',
    server: 'postgres-warm',
    ask: verifyAsk('unknown'),
    expect: '"reason":"unknown"',
    counts: noCounts,
    against: ['verify-postgres-cold'],
  },
  {
    id: 'verify-batch',
    what: '`verify-batch` of 1,000, SQLite, warm (a verdict)',
    server: 'sqlite-warm',
    ask: verifyBatchAsk('native', BATCH),
    expect: valid,
    unit: { name: 'verdicts', perRequest: BATCH },
    connections: 4,
  },
  {
    id: 'identify-batch',
    what: '`identify-batch` of 1,000 lines, SQLite, warm (a line)',
    server: 'sqlite-warm',
    ask: identifyBatchAsk('native', BATCH),
    expect: '^200 .*"class":"issued"',
    unit: { name: 'lines', perRequest: BATCH },
    connections: 4,
    counts: noCounts,
  },
  {
    id: 'forward-auth',
    what: '`/auth`, SQLite, warm',
    server: 'sqlite-warm',
    ask: forwardAuthAsk('native'),
    expect: '^200 ',
  },
  {
    id: 'introspect',
    what: '`POST /oauth2/introspect`, SQLite, warm',
    server: 'sqlite-warm',
    ask: introspectAsk('native'),
    expect: '"active":true',
  },
];

/** Is this token good? */
export const verifyGroup: RowGroup = {
  id: 'verify',
  title: 'Verification',
  note: 'Keys drawn at random from all tokens of the store; the caller is authenticated in every request.',
  rows: [floorRow, ...rows.map((row) => jetonRow(jetonSorts, row))],
};
