// oidc-provider with an adapter that keeps its records in PostgreSQL; tokens are opaque.

import { Provider } from 'oidc-provider';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

class PostgresAdapter {
  constructor(model) {
    this.model = model;
  }
  async upsert(id, payload) {
    await pool.query(
      'insert into oidc_record (model, id, payload) values ($1, $2, $3) on conflict (model, id) do update set payload = $3',
      [this.model, id, payload],
    );
  }
  async find(id) {
    const query = { name: 'find', text: 'select payload from oidc_record where model = $1 and id = $2' };
    const { rows } = await pool.query({ ...query, values: [this.model, id] });
    return rows[0]?.payload;
  }
  async findByUid() {}
  async findByUserCode() {}
  async consume() {}
  async destroy() {}
  async revokeByGrantId() {}
}

const provider = new Provider('http://127.0.0.1', {
  adapter: PostgresAdapter,
  clients: [
    {
      client_id: 'bench',
      client_secret: 'bench-client-secret',
      grant_types: [],
      redirect_uris: [],
      response_types: [],
    },
  ],
  cookies: { keys: ['bench'] },
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true, allowedPolicy: () => true },
  },
  ttl: { AccessToken: 30 * 86_400 },
});

if (process.argv.includes('--prepare')) {
  await pool.query(
    'create table oidc_record (model text not null, id text not null, payload jsonb not null, primary key (model, id))',
  );
  const client = await provider.Client.find('bench');
  await new provider.AccessToken({ accountId: 'bench', client, scope: 'orders:read' }).save();
  await pool.end();
} else {
  const server = provider.listen(0, '127.0.0.1', () =>
    console.log(`listening on http://127.0.0.1:${server.address().port}`),
  );
}
