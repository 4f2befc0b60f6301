import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listTokensSchema } from '../../../../src/dialects/native/tokens/schemas.ts';
import { expectSchema, type NativeTestServer, startNative, tokenMembers } from '../start-native.ts';

let server: NativeTestServer;
let alice: number;
let project: number;
const ids: Record<string, number> = {};
const times: Record<string, string> = {};

/** Issues tokens one second apart, so that every time differs. */
beforeAll(async () => {
  server = await startNative();
  alice = (await server.account()).id;
  const { json } = await server.root.post('/resources', { type: 'project', path: 'acme/shop' });
  project = json.data.id;
  const expiresAt = server.clock.now() + 10_000_000;
  const wanted = {
    plain: { name: 'Beta' },
    alices: { name: 'alpha', account: { id: alice }, expiresAt },
    pat: { kind: 'personal_access_token', scopes: ['api'], name: 'gamma 100%', description: 'Deploys SHOP' },
    deploy: { kind: 'deploy_token', resource: { id: project }, scopes: ['read_repository'], name: 'delta' },
    revoked: { name: 'epsilon' },
    soon: { name: 'zeta', expiresAt: server.clock.now() + 20_000 },
    disabled: { name: 'Beta' },
  } as const;
  for (const [key, request] of Object.entries(wanted)) {
    server.clock.advance(1000);
    const { id, secret } = await server.issue(request);
    ids[key] = id;
    times[key] = (await server.root.get(`/tokens/${id}`)).json.data.created_at;
    server.clock.advance(1000);
    if (key === 'alices' || key === 'plain') await server.root.post('/tokens/verify', { token: secret });
  }
  await server.root.delete(`/tokens/${ids.revoked}`);
  await server.root.patch(`/tokens/${ids.disabled}`, { disabled: true });
  server.clock.advance(60_000);
});
afterAll(() => server.close());

async function found(query: string): Promise<string[]> {
  const answer = await server.root.get(`/tokens${query}`);
  expect(answer.status, answer.text).toBe(200);
  expectSchema(answer, listTokensSchema.response[200]);
  const names = new Map(Object.entries(ids).map(([key, id]) => [id, key]));
  return answer.json.data.map(({ id }: { id: number }) => names.get(id) ?? 'root');
}

describe('200', () => {
  it('lists tokens of every kind and state, newest first, as Token objects', async () => {
    expect(await found('')).toEqual([
      'disabled',
      'soon',
      'revoked',
      'deploy',
      'pat',
      'alices',
      'plain',
      'root',
    ]);
    const { json } = await server.root.get('/tokens');
    expect(Object.keys(json)).toEqual(['data', 'meta']);
    expect(Object.keys(json.data[0])).toEqual(tokenMembers);
    expect(json.meta).toEqual({ next_cursor: null });
  });

  it('filters', async () => {
    const at = (key: string) => encodeURIComponent(times[key] ?? '');
    const cases: [string, string[]][] = [
      ['kind=deploy_token', ['deploy']],
      ['kind=deploy_token&kind=personal_access_token', ['pat', 'deploy']],
      ['status=revoked', ['revoked']],
      ['status=expired&status=disabled', ['soon', 'disabled']],
      ['status=deleted', []],
      [`account=${alice}`, ['alices']],
      [`resource=${project}`, ['deploy']],
      ['name=Beta', ['plain', 'disabled']],
      ['name=beta', []],
      ['q=shop', ['pat']],
      ['q=100%25', ['pat']],
      ['q=%25', ['pat']],
      ['q=BETA', ['plain', 'disabled']],
      [`created_before=${at('alices')}`, ['root', 'plain']],
      [`created_after=${at('soon')}`, ['disabled']],
      [`created_after=${at('plain')}&created_before=${at('pat')}`, ['alices']],
      ['last_used_after=2020-01-01T00:00:00Z&kind=access_token&account=1', ['root', 'plain']],
      [`last_used_before=${at('alices')}`, ['plain']],
      [`expires_before=${at('disabled')}`, []],
      [`expires_before=${encodeURIComponent(new Date(server.clock.now()).toISOString())}`, ['soon']],
    ];
    for (const [query, expected] of cases) expect(await found(`?sort=id&${query}`), query).toEqual(expected);
  });

  it('sorts both ways, ties by id', async () => {
    const byName = ['plain', 'disabled', 'root', 'alices', 'deploy', 'revoked', 'pat', 'soon'];
    expect(await found('?sort=name')).toEqual(byName);
    expect(await found('?sort=-name')).toEqual(byName.toReversed());
    expect(await found('?sort=created_at')).toEqual((await found('')).toReversed());
    expect((await found('?sort=expires_at'))[0]).toBe('soon');
    expect((await found('?sort=-last_used_at')).slice(0, 3)).toEqual(['root', 'alices', 'plain']);
    expect(await found('?sort=%2Bid')).toEqual(await found('?sort=id'));
  });

  it.each(['id', '-id', 'name', '-name', 'created_at', '-created_at', 'expires_at', '-expires_at'])(
    'pages by cursor, sorted by %s, without a gap or an echo',
    async (sort) => {
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const { json } = await server.root.get(
          `/tokens?limit=3&sort=${sort}${cursor === null ? '' : `&cursor=${cursor}`}`,
        );
        seen.push(...json.data.map(({ id }: { id: number }) => id));
        cursor = json.meta.next_cursor;
      } while (cursor !== null);
      const { json } = await server.root.get(`/tokens?sort=${sort}`);
      expect(seen).toEqual(json.data.map(({ id }: { id: number }) => id));
    },
  );
});

describe('a cursor', () => {
  it('stays valid while rows are added before it and removed behind it', async () => {
    const fresh = await startNative();
    for (let count = 0; count < 6; count += 1) await fresh.issue({ name: `t${count}` });
    const first = await fresh.root.get('/tokens?limit=2');
    await fresh.issue({ name: 'new' });
    const [, last] = first.json.data;
    await fresh.root.patch(`/tokens/${last.id}`, { name: 'renamed' });
    const second = await fresh.root.get(`/tokens?limit=2&cursor=${first.json.meta.next_cursor}`);
    expect(second.json.data.map(({ name }: { name: string }) => name)).toEqual(['t3', 't2']);
    await fresh.close();
  });

  it('is null where the page ends with the list', async () => {
    expect((await server.root.get('/tokens?limit=8')).json.meta.next_cursor).toBeNull();
    expect((await server.root.get('/tokens?limit=7')).json.meta.next_cursor).toEqual(expect.any(String));
  });
});
