// better-auth with its plugin for API keys, behind node:http: verifyApiKey is a call for servers, without a route.
import { createServer } from 'node:http';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const auth = betterAuth({
  database: pool,
  secret: 'bench-secret-of-more-than-thirty-two-characters',
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  // Without its limit of requests a key: what is measured is the key's verification.
  plugins: [apiKey({ rateLimit: { enabled: false } })],
});

if (process.argv.includes('--prepare')) {
  await (await getMigrations(auth.options)).runMigrations();
  const body = { email: 'bench@example.com', password: 'bench-password', name: 'bench' };
  const { user } = await auth.api.signUpEmail({ body });
  await auth.api.createApiKey({ body: { userId: user.id, name: 'bench' } });
  await pool.end();
} else {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { token } = JSON.parse(body);
    const answer = JSON.stringify(await auth.api.verifyApiKey({ body: { key: token } }));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
  server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
}
