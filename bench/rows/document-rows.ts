import type { RowGroup } from '../harness/row.ts';
import { floorRow } from './floor-row.ts';
import {
  adminTokenAsk,
  dynatraceLookupAsk,
  ownTokenAsk,
  ownTokensAsk,
  unleashNameAsk,
} from './jeton-asks.ts';
import { type JetonRow, type JetonSort, jetonRow, jetonSorts } from './jeton-row.ts';

const unleashStore = (unleash: number): JetonSort => ({
  engine: 'sqlite',
  counts: () => ({ native: 100, gitlab: 0, dynatrace: 0, unleash }),
});
const sorts = { ...jetonSorts, 'unleash-100': unleashStore(100), 'unleash-2000': unleashStore(2_000) };
const callerAlone = 'none (`exact`; the caller’s)';

const rows: readonly JetonRow[] = [
  {
    id: 'admin-token',
    what: 'GitLab `POST /api/v4/admin/token`',
    server: 'sqlite-warm',
    ask: adminTokenAsk('gitlab'),
    expect: '^200 .*"type":"personal_access_token"',
    counts: callerAlone,
  },
  {
    id: 'me-tokens',
    what: '`GET /api/v1/me/tokens`: the first 20 of the caller’s 100',
    server: 'sqlite-warm',
    ask: ownTokensAsk('native'),
    expect: '^200 .*"usage_count"',
  },
  {
    id: 'me-token',
    what: '`GET /api/v1/me/tokens/{token}`',
    server: 'sqlite-warm',
    ask: ownTokenAsk('nativeIds'),
    expect: '^200 .*"usage_count"',
  },
  ...[
    { tokens: '100', server: 'unleash-100' },
    { tokens: '2,000', server: 'unleash-2000' },
    { tokens: '20,000', server: 'sqlite-warm' },
  ].map(({ tokens, server }) => ({
    id: `by-name-${tokens.replace(',', '')}`,
    what: `Unleash \`GET /api/admin/api-tokens/{name}\`, ${tokens} Unleash tokens`,
    server,
    ask: unleashNameAsk('unleashNames'),
    expect: '^200 .*"tokenName":"unleash-',
    counts: callerAlone,
  })),
  {
    id: 'dynatrace-lookup',
    what: 'Dynatrace `POST /api/v2/apiTokens/lookup`',
    server: 'sqlite-warm',
    ask: dynatraceLookupAsk('dynatrace'),
    expect: '^200 .*"enabled":true',
    counts: callerAlone,
  },
];

/** The endpoints of the five documents. */
export const documentGroup: RowGroup = {
  id: 'documents',
  title: 'The documented endpoints',
  note: 'On SQLite, with counts exact: looking a token up is no use of it, the caller’s own use is counted. Reading secrets by name is recorded in the audit, once an hour for each name and caller.',
  rows: [floorRow, ...rows.map((row) => jetonRow(sorts, row))],
};
