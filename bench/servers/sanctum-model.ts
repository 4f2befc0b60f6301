/**
 * A model of Laravel Sanctum, not Sanctum itself: its two statements for a presented token, behind bare node:http, so
 * that neither PHP nor a framework is in the way.
 */
import { hash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const find = 'select * from personal_access_tokens where token = $1 limit 1';
const touch = 'update personal_access_tokens set last_used_at = now(), updated_at = now() where id = $1';

if (process.argv.includes('--prepare')) {
  await pool.query(`create table personal_access_tokens (
    id bigserial primary key,
    tokenable_type varchar(255) not null,
    tokenable_id bigint not null,
    name varchar(255) not null,
    token varchar(64) not null unique,
    abilities text,
    last_used_at timestamp(0),
    expires_at timestamp(0),
    created_at timestamp(0),
    updated_at timestamp(0)
  )`);
  await pool.query(`insert into personal_access_tokens
    (tokenable_type, tokenable_id, name, token, abilities, created_at, updated_at)
    values ('App\\Models\\User', 1, 'bench', repeat('0', 64), '["orders:read"]', now(), now())`);
  await pool.end();
} else {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { token } = JSON.parse(body) as { token: string };
    const found = await pool.query({ name: 'find', text: find, values: [hash('sha256', token)] });
    const row = found.rows[0] as { id: string; abilities: string } | undefined;
    if (row !== undefined) await pool.query({ name: 'touch', text: touch, values: [row.id] });
    const answer = JSON.stringify({ valid: row !== undefined, token: row });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
  server.listen(0, '127.0.0.1', () => {
    console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}
