import { createHash, randomBytes } from 'node:crypto';
import type { Workbench } from '../harness/workbench.ts';
import { cloneRows } from '../seed/clone-rows.ts';
import { LineFiles } from '../seed/line-files.ts';
import type { PeerSetup } from '../servers/start-peer.ts';

/** A peer's setup with the file of its tokens. */
export interface PeerTokens extends PeerSetup {
  readonly pools: Readonly<Record<string, string>>;
}

const UNLEASH_TOKENS = 20_000;
export const UNLEASH_ADMIN_SECRET = '*:*.0123456789abcdef0123456789abcdef0123456789abcdef01234567';

/** Keys as the plugin makes them: 64 letters, of which it keeps the hash. */
export function betterAuthSetup(workbench: Workbench): PeerTokens {
  return peerOf(workbench, 'better-auth', ['tokens'], async (url, files) => {
    const keys = made(
      workbench.options.tokens,
      () => letters(64),
      (key, n) => {
        files.add('tokens', key);
        return { id: `bench-${n}`, key: createHash('sha256').update(key).digest('base64url') };
      },
    );
    await cloneRows(url, { table: 'apikey' }, keys);
  });
}

/** Opaque access tokens as the provider keeps them. */
export function oidcSetup(workbench: Workbench): PeerTokens {
  return peerOf(workbench, 'oidc-provider', ['tokens'], async (url, files) => {
    const iat = Math.floor(Date.now() / 1000);
    const records = made(
      workbench.options.tokens,
      () => randomBytes(32).toString('base64url'),
      (id) => {
        files.add('tokens', id);
        const payload = { iat, exp: iat + 30 * 86_400, accountId: 'bench', kind: 'AccessToken', jti: id };
        return { id, payload: { ...payload, clientId: 'bench', scope: 'orders:read' } };
      },
    );
    await cloneRows(url, { table: 'oidc_record', where: "model = 'AccessToken'" }, records);
  });
}

/** Tokens of which the table has the hash. */
export function sanctumSetup(workbench: Workbench): PeerTokens {
  return peerOf(workbench, 'sanctum', ['tokens'], async (url, files) => {
    const rows = made(
      workbench.options.tokens,
      () => letters(48),
      (secret, n) => {
        files.add('tokens', secret);
        return { id: n + 2, token: createHash('sha256').update(secret).digest('hex') };
      },
    );
    await cloneRows(url, { table: 'personal_access_tokens' }, rows);
  });
}

/** Client tokens with names of their own. */
export function unleashSetup(workbench: Workbench): PeerTokens {
  const secret = () => `default:development.${randomBytes(28).toString('hex')}`;
  const setup = peerOf(workbench, 'unleash-server', ['tokens', 'names'], async (url, files) => {
    const secrets = Array.from({ length: UNLEASH_TOKENS }, secret);
    const tokens = made(
      UNLEASH_TOKENS,
      (n) => secrets[n] ?? '',
      (one, n) => {
        const name = `unleash-${String(n).padStart(8, '0')}`;
        files.add('tokens', one);
        files.add('names', name);
        return { secret: one, token_name: name, username: name };
      },
    );
    await cloneRows(url, { table: 'api_tokens', where: "type = 'client'" }, tokens);
    const links = secrets.map((one) => ({ secret: one, project: 'default' }));
    await cloneRows(url, { table: 'api_token_project', where: "secret like 'default:%'" }, links);
  });
  return {
    ...setup,
    env: {
      INIT_ADMIN_API_TOKENS: UNLEASH_ADMIN_SECRET,
      INIT_CLIENT_API_TOKENS: `default:development.${'0'.repeat(56)}`,
    },
  };
}

function peerOf(
  workbench: Workbench,
  name: PeerSetup['name'],
  pools: readonly string[],
  fill: (url: string, files: LineFiles) => Promise<void>,
): PeerTokens {
  const files = new LineFiles(workbench.directory, `${name}-`);
  return {
    name,
    pools: Object.fromEntries(pools.map((pool) => [pool, files.path(pool)])),
    async fill(url) {
      await fill(url, files);
      files.close();
    },
  };
}

function* made<T>(
  amount: number,
  secretOf: (n: number) => string,
  toRow: (secret: string, n: number) => T,
): Generator<T> {
  for (let n = 0; n < amount; n += 1) yield toRow(secretOf(n), n);
}

function letters(length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}
