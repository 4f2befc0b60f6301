import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { expect } from 'vitest';
import type { Env } from '../../../src/config/env.ts';
import type { Account, AccountRole } from '../../../src/core/directory/account.ts';
import type { IssueRequest } from '../../../src/core/operations/issue-token.ts';
import { type Answer, type Sent, startServer, type TestServer } from '../../support/start-server.ts';

/** Sends requests with one token. */
export interface Client {
  readonly secret: string;
  send(method: string, path: string, body?: unknown, headers?: Sent['headers']): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Sent['headers']): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

export interface NativeTestServer extends TestServer {
  /** The first administrator, scope `*`. */
  readonly root: Client;
  client(secret: string): Client;
  account(role?: AccountRole): Promise<Account>;
  /** Issues a token past the API; native for root unless it says otherwise. */
  issue(request?: Partial<IssueRequest>): Promise<{ readonly id: number; readonly secret: string }>;
  /** A client of a new account. */
  caller(role: AccountRole, scopes: readonly string[], request?: Partial<IssueRequest>): Promise<Client>;
}

/** Starts a server with what tests of the native dialect need. */
export async function startNative(env: Env = {}): Promise<NativeTestServer> {
  const server = await startServer(env);
  const { authority, operator } = server;
  let accounts = 0;
  const account = (role: AccountRole = 'editor') =>
    authority.createAccount(operator, { type: 'user', username: `user-${++accounts}`, role });
  const issue = async (request: Partial<IssueRequest> = {}) => {
    const issued = await authority.issue(operator, { kind: 'access_token', name: 'a token', ...request });
    return { id: issued.details.token.id, secret: issued.secret?.reveal() ?? '' };
  };
  const client = (secret: string) => createClient(server, secret);
  return {
    ...server,
    root: client(server.rootSecret),
    client,
    account,
    issue,
    async caller(role, scopes, request = {}) {
      const { id } = await account(role);
      return client((await issue({ account: { id }, scopes, ...request })).secret);
    },
  };
}

function createClient(server: TestServer, secret: string): Client {
  const send: Client['send'] = (method, path, body, headers = {}) =>
    server.send(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, ...headers },
      ...(body !== undefined && { body }),
    });
  return {
    secret,
    send,
    get: (path) => send('GET', path),
    post: (path, body, headers) => send('POST', path, body, headers),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Checks everything that a problem promises, and answers its body. */
export function expectProblem(answer: Answer, status: number, title: string, instance: string) {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const { json } = answer;
  expect(Object.keys(json)).toEqual([
    'type',
    'title',
    'status',
    'detail',
    'instance',
    ...(status === 422 ? ['errors'] : []),
    'trace_id',
  ]);
  expect(json).toMatchObject({ type: 'about:blank', title, status, instance });
  expect(json.trace_id).toMatch(uuid);
  expect(answer.headers['x-trace-id']).toBe(json.trace_id);
  return json;
}

/** Checks that an answer is what its documentation says. */
export function expectSchema(answer: Answer, schema: TSchema): void {
  expect(answer.headers['content-type']).toBe('application/json');
  expect(answer.headers['x-trace-id']).toMatch(uuid);
  expect(Compile(schema).Errors(answer.json)).toEqual([]);
}

/** The members of a 422 that are at fault. */
export function faultyFields(answer: Answer): string[] {
  expect(answer.status, answer.text).toBe(422);
  expect(answer.json.title).toBe('Unprocessable Content');
  for (const messages of Object.values<unknown[]>(answer.json.errors)) {
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message).toMatch(/^[A-Z].*\.$/s);
  }
  return Object.keys(answer.json.errors).sort();
}

export const tokenMembers = [
  'id',
  'kind',
  'name',
  'description',
  'status',
  'public_id',
  'account',
  'resource',
  'scopes',
  'allowed_ips',
  'created_at',
  'created_by',
  'expires_at',
  'revoked_at',
  'revoked_reason',
  'last_used_at',
  'last_used_ip',
  'usage_count',
  'limits',
  'rotated_from',
  'replaced_by',
  'grace_until',
  'attributes',
];
