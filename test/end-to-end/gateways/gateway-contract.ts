import { once } from 'node:events';
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { IssueRequest } from '../../../src/core/operations/issue-token.ts';
import { type Answer, type Sent, send, startServer, type TestServer } from '../../support/start-server.ts';
import { type Api, type Reached, startApi } from './start-api.ts';
import type { Gateway, StartGateway } from './start-gateway.ts';
import { unusedPort } from './unused-port.ts';

const GUARDED_SCOPE = 'orders:read';
const identityHeaders = ['id', 'kind', 'account', 'account-id', 'scopes', 'resource'].map(
  (name) => `x-token-${name}`,
);

/** What every gateway guarantees when it is set up as its documented files say. */
export function gatewayContract(name: string, start: StartGateway): void {
  let jeton: TestServer;
  let api: Api;
  let gateway: Gateway;

  beforeAll(async () => {
    // The gateway itself, and whoever stands before it, come from 127.0.0.1; clients come from other addresses.
    jeton = await startServer({ JETON_TRUSTED_PROXIES: '127.0.0.1', JETON_FAILED_AUTH_PER_MINUTE: '20' });
    api = await startApi();
    gateway = await start({ jeton: Number(new URL(jeton.url).port), api: api.port });
  });
  afterAll(async () => {
    await gateway?.stop();
    await api?.close();
    await jeton?.close();
  });

  const issue = async (request: Partial<IssueRequest> = {}) => {
    const scopes = [GUARDED_SCOPE];
    const asked = { kind: 'access_token', name: 'a token', scopes, ...request } as const;
    const { details, secret } = await jeton.authority.issue(jeton.operator, asked);
    return { details, secret: secret?.reveal() ?? '' };
  };
  const ask = (headers: Sent['headers'], { path = '/orders/1', port = gateway.port, ...sent }: Asked = {}) =>
    send(port, path, { from: '127.0.0.9', ...sent, ...(headers && { headers }) });

  /** Asks and answers what reached the API, which must be this one request. */
  const pass = async (headers: Sent['headers'], asked?: Asked): Promise<Reached> => {
    const before = api.reached();
    const answer = await ask(headers, asked);
    expect(answer.status, answer.text).toBe(200);
    expect(api.reached()).toBe(before + 1);
    return answer.json;
  };
  /** Asks and answers the refusal, behind which nothing may have reached the API. */
  const fail = async (headers: Sent['headers'], asked?: Asked): Promise<Answer> => {
    const before = api.reached();
    const answer = await ask(headers, asked);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(api.reached()).toBe(before);
    return answer;
  };

  describe(`${name} in front of an API`, () => {
    it('lets a good token pass and tells the API whose it is', async () => {
      const account = await jeton.authority.createAccount(jeton.operator, { type: 'user', username: 'zoë' });
      const { details, secret } = await issue({ account: { id: account.id }, scopes: [GUARDED_SCOPE, 'x'] });
      const { headers, url } = await pass(bearer(secret), { path: '/orders/1?page=2' });
      expect(url).toBe('/orders/1?page=2');
      expect(identityOf(headers)).toEqual({
        'x-token-id': String(details.token.id),
        'x-token-kind': 'access_token',
        'x-token-account': 'zo%C3%AB',
        'x-token-account-id': String(account.id),
        'x-token-scopes': `${GUARDED_SCOPE} x`,
        'x-token-resource': '',
      });
    });

    it('keeps the secret from the API, however it was presented', async () => {
      const { secret } = await issue();
      for (const headers of [
        bearer(secret),
        { authorization: `Api-Token ${secret}` },
        { authorization: secret },
        { 'private-token': secret },
        { 'x-api-key': secret },
      ])
        expect(JSON.stringify(await pass(headers))).not.toContain(secret);
    });

    it('hands the request on as it came: method, query and body', async () => {
      const { secret } = await issue();
      const body = 'x'.repeat(100_000);
      const path = '/orders?kind=feed_token&scope=other&a=%20b';
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])
        expect(await pass(bearer(secret), { method, path, body })).toMatchObject({ method, url: path, body });
      expect((await ask(bearer(secret), { method: 'HEAD' })).status).toBe(200);
      expect((await ask(bearer(secret), { method: 'OPTIONS' })).status).toBe(200);
    });

    it('lets nobody choose by the query what is demanded', async () => {
      const { secret } = await issue({ scopes: ['mine'] });
      for (const query of ['?scope=mine', '?kind=access_token', '?', '?x=/auth%3Fscope=mine'])
        expect((await fail(bearer(secret), { path: `/orders/1${query}` })).status).toBe(403);
    });

    it('refuses what is no good token with 401 and WWW-Authenticate', async () => {
      const { details, secret } = await issue();
      await pass(bearer(secret));
      await jeton.authority.revoke(jeton.operator, details);
      for (const headers of [{}, bearer(secret), bearer('jtn_x'), { authorization: 'Basic eDp5' }]) {
        const { status, headers: told } = await fail(headers);
        expect([status, told['www-authenticate']]).toEqual([401, 'Bearer']);
      }
    });

    it('refuses two tokens at once: the API may read the other', async () => {
      const [{ secret }, { secret: other }] = [await issue(), await issue({ scopes: [] })];
      await fail({ authorization: [`Bearer ${secret}`, `Bearer ${other}`] });
      await fail({ 'private-token': [secret, other] });
    });

    it('refuses a token without the scope with 403 and the reason', async () => {
      const { secret } = await issue({ scopes: ['orders:write'] });
      const { status, headers } = await fail(bearer(secret));
      expect([status, headers['x-token-reason']]).toEqual([403, 'insufficient_scope']);
      expect(headers['retry-after']).toBeUndefined();
    });

    it('overwrites forged identity headers, also those for which the token has nothing', async () => {
      const { details, secret } = await issue();
      // CGI and its heirs take an underscore for a hyphen.
      const lookalikes = ['X_Token_Account', 'x-token_id', 'X-Token-Account_Id', 'x_token-resource'];
      const forged = [...identityHeaders.map((one) => one.toUpperCase()), ...lookalikes];
      const forgery = Object.fromEntries(forged.map((one) => [one, ['root', 'forged']]));
      const { headers } = await pass({ ...bearer(secret), ...forgery });
      expect(identityOf(headers)).toMatchObject({
        'x-token-id': String(details.token.id),
        'x-token-kind': 'access_token',
        'x-token-scopes': GUARDED_SCOPE,
        'x-token-resource': '',
      });
      expect(JSON.stringify(headers)).not.toContain('forged');
    });

    it('tells Jeton where the client is, whatever the client says', async () => {
      const { details, secret } = await issue({ allowedIps: ['127.0.0.9'] });
      await pass(bearer(secret));
      expect((await jeton.authority.token(details.token.id))?.use.lastUsedIp).toBe('127.0.0.9');
      for (const forged of [{}, { 'x-forwarded-for': '127.0.0.9' }, { forwarded: 'for=127.0.0.9' }]) {
        const { status, headers } = await fail({ ...bearer(secret), ...forged }, { from: '127.0.0.10' });
        expect([status, headers['x-token-reason']]).toEqual([403, 'ip_denied']);
      }
    });

    it('tells Jeton where the client is behind a load balancer too, whatever the client says', async () => {
      const port = await startBalancer(gateway.port);
      const { secret } = await issue({ allowedIps: ['127.0.0.9'] });
      await pass({ ...bearer(secret), 'x-forwarded-for': '127.0.0.10' }, { port });
      const denied = await fail(
        { ...bearer(secret), 'x-forwarded-for': '127.0.0.9' },
        { port, from: '127.0.0.10' },
      );
      expect(denied.headers['x-token-reason']).toBe('ip_denied');
    });

    it('passes on that a token is used too often, and when to come again', async () => {
      const { secret } = await issue({ limits: { requests: 1, perSeconds: 3600 } });
      await pass(bearer(secret));
      const { status, headers } = await fail(bearer(secret));
      expect([status, headers['x-token-reason']]).toEqual([403, 'rate_limited']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    });

    it('passes on that an address guessed too often, while others go on', async () => {
      const { secret } = await issue();
      const guess = (count: number, from: string) =>
        fail(bearer(`jtn_${String(count).padStart(36, '0')}`), { from });
      for (let count = 0; count < 20; count += 1) await guess(count, '127.0.0.66');
      const { status, headers } = await guess(20, '127.0.0.66');
      expect([status, headers['x-token-reason']]).toEqual([403, 'too_many_failures']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      await pass(bearer(secret));
    });

    it('opens a websocket for a good token and for no other', async () => {
      const { details, secret } = await issue();
      const { headers } = await openWebsocket(gateway.port, bearer(secret));
      expect(identityOf(headers)).toMatchObject({ 'x-token-id': String(details.token.id) });
      const before = api.reached();
      await expect(openWebsocket(gateway.port, bearer('jtn_x'))).rejects.toThrow();
      expect(api.reached()).toBe(before);
    });

    it('lets nobody pass while Jeton is down, and goes on when it is back', async () => {
      const { secret } = await issue();
      const port = await unusedPort();
      const other = await start({ jeton: port, api: api.port });
      onTestFinished(() => other.stop());
      expect((await fail(bearer(secret), { port: other.port })).status).toBeGreaterThanOrEqual(500);
      const revived = createServer((socket) => {
        const jetonSocket = connect(Number(new URL(jeton.url).port), '127.0.0.1');
        socket.on('error', () => undefined).pipe(jetonSocket);
        jetonSocket.on('error', () => undefined).pipe(socket);
      });
      onTestFinished(() => void revived.close());
      revived.listen(port, '127.0.0.1');
      await once(revived, 'listening');
      await pass(bearer(secret), { port: other.port });
    });

    it('lets nobody pass while Jeton does not answer', async () => {
      const { secret } = await issue();
      const silent = createServer((socket) => void socket.on('error', () => undefined)).listen(
        0,
        '127.0.0.1',
      );
      onTestFinished(() => void silent.close());
      await once(silent, 'listening');
      const { port } = silent.address() as AddressInfo;
      const other = await start({ jeton: port, api: api.port });
      onTestFinished(() => other.stop());
      expect((await fail(bearer(secret), { port: other.port })).status).toBeGreaterThanOrEqual(500);
    });
  });
}

interface Asked extends Omit<Sent, 'headers'> {
  readonly path?: string;
  readonly port?: number;
}

function bearer(secret: string) {
  return { authorization: `Bearer ${secret}` };
}

/** The identity headers that reached an API; each at most once, and left out is as good as empty. */
function identityOf(headers: Reached['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    identityHeaders.map((name) => {
      const [value = '', ...more] = headers[name] ?? [];
      expect(more, name).toEqual([]);
      return [name, value];
    }),
  );
}

/** A load balancer before the gateway, which says for whom it asks as load balancers do. */
async function startBalancer(gatewayPort: number): Promise<number> {
  const balancer = createHttpServer((incoming, response) => {
    const given = incoming.headers['x-forwarded-for'];
    const forwardedFor = [...(given === undefined ? [] : [given]), incoming.socket.remoteAddress].join(', ');
    const headers = { ...incoming.headers, 'x-forwarded-for': forwardedFor };
    const { method, url: path } = incoming;
    const outgoing = httpRequest(
      { port: gatewayPort, host: '127.0.0.1', method, path, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      },
    );
    incoming.pipe(outgoing);
  });
  onTestFinished(() => void balancer.close());
  balancer.listen(0, '127.0.0.1');
  await once(balancer, 'listening');
  return (balancer.address() as AddressInfo).port;
}

/** What reached the API of a websocket, as its first message tells; rejects when none is opened. */
function openWebsocket(port: number, headers: Record<string, string>): Promise<Reached> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/feed`, { headers });
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('The websocket was refused.')));
    socket.addEventListener('message', ({ data }) => {
      socket.close();
      resolve(JSON.parse(String(data)));
    });
  });
}
