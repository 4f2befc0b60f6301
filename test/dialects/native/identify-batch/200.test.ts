import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NativeTestServer, startNative } from '../start-native.ts';

const PATH = '/api/v1/tokens/identify-batch';
const ndjson = { 'content-type': 'application/x-ndjson' };

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

/** Sends lines at once, as they stand, and answers the lines that come back. */
async function identify(...lines: (string | Buffer)[]) {
  const body = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  const answer = await server.root.send('POST', '/tokens/identify-batch', body, ndjson);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers['content-type']).toBe('application/x-ndjson');
  expect(answer.text.endsWith('\n') || answer.text === '').toBe(true);
  return answer.text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

const fingerprintOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

describe('200', () => {
  it('answers each line as the call for one does, in order', async () => {
    const { id, secret } = await server.issue();
    const example = server.authority.kinds.get('deploy_token').example;
    const irregular = await server.issue({ secret: 'no-known-shape-"but"-\\registered' });
    const bodies = [
      { token: secret },
      { fingerprint: fingerprintOf(secret) },
      { fingerprint: fingerprintOf(secret).toUpperCase() },
      { token: irregular.secret || 'no-known-shape-"but"-\\registered' },
      { token: example },
      { token: 'jtn_x' },
      { token: `AIza${'a'.repeat(35)}` },
      { token: 'hello' },
      { token: 'héllo\u0000' },
      { token: '' },
      { fingerprint: 'a'.repeat(64) },
    ];
    const answers = await identify(...bodies.map((body) => JSON.stringify(body)));
    for (const [index, body] of bodies.entries())
      expect(answers[index], JSON.stringify(body)).toEqual(
        (await server.root.post('/tokens/identify', body)).json,
      );
    expect(answers).toHaveLength(bodies.length);
    expect(answers[0]).toMatchObject({ class: 'issued', token: { id, usage_count: 0 } });
    expect(answers.map((one) => one.class)).toEqual(
      ['issued', 'issued', 'issued', 'issued', 'unknown', 'malformed', 'foreign'].concat([
        'unrecognised',
        'unrecognised',
        'unrecognised',
        'unknown',
      ]),
    );
  });

  it('reads JSON in whatever spelling', async () => {
    const { id, secret } = await server.issue();
    const escaped = [...secret].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join('');
    const lines = [
      `{"token": "${secret}"}`,
      `{ "token":"${secret}" }\r`,
      ` {\t"token"  :  "${secret}"}  `,
      `{"token":"${escaped}"}`,
    ];
    for (const answer of await identify(...lines)) expect(answer.token.id).toBe(id);
  });

  it('answers a bad line by a problem in its place, and the stream goes on', async () => {
    const { id, secret } = await server.issue();
    const good = JSON.stringify({ token: secret });
    const bad: [string | Buffer, number][] = [
      ['', 400],
      ['{"token":', 400],
      [`${good}${good}`, 400],
      ['{"token":"a","token":"b"}', 400],
      [Buffer.from([0x22, 0xff, 0x22]), 400],
      ['null', 422],
      ['[]', 422],
      ['{}', 422],
      ['{"token":5}', 422],
      [`{"token":"${'x'.repeat(4097)}"}`, 422],
      [`{"token":"x","fingerprint":"${'a'.repeat(64)}"}`, 422],
      ['{"fingerprint":"abc"}', 422],
      ['{"token":"x","zork":1}', 422],
      [`{"token":"${'x'.repeat(8192)}"}`, 413],
      ['x'.repeat(100_000), 413],
    ];
    const answers = await identify(...bad.flatMap(([line]) => [line, good]));
    expect(answers).toHaveLength(2 * bad.length);
    for (const [index, [line, status]] of bad.entries()) {
      const problem = answers[2 * index];
      expect(problem, String(line).slice(0, 80)).toMatchObject({
        type: 'about:blank',
        title: expect.any(String),
        status,
        detail: expect.any(String),
        instance: PATH,
        trace_id: expect.any(String),
      });
      expect('errors' in problem).toBe(status === 422);
      expect(answers[2 * index + 1].token.id).toBe(id);
    }
  });

  it('a line of just 8 KiB is read', async () => {
    const [answer] = await identify(`{"token":"x"${' '.repeat(8192 - 13)}}`);
    expect(answer).toEqual({ class: 'unrecognised' });
  });

  it('answers the last line without its line feed, and nothing for nothing', async () => {
    const answer = await server.root.send('POST', '/tokens/identify-batch', '{"token":"x"}', ndjson);
    expect(answer.text).toBe('{"class":"unrecognised"}\n');
    expect(await identify()).toEqual([]);
  });

  it('is never a use', async () => {
    const { id, secret } = await server.issue();
    await identify(...Array.from({ length: 300 }, () => JSON.stringify({ token: secret })));
    expect((await server.root.get(`/tokens/${id}`)).json.data.usage_count).toBe(0);
  });

  it('answers while the request is still being sent', async () => {
    const { secret } = await server.issue();
    const { outgoing, incoming } = await open();
    outgoing.write(`${JSON.stringify({ token: secret })}\n`);
    const answer = await incoming;
    const [first] = await once(answer, 'data');
    expect(JSON.parse(String(first))).toMatchObject({ class: 'issued' });
    await server.authority.revoke(
      server.operator,
      (await server.authority.token(JSON.parse(String(first)).token.id)) ?? expect.fail(),
    );
    outgoing.write(`${JSON.stringify({ token: secret })}\n`);
    const [second] = await once(answer, 'data');
    // An acknowledged revocation holds for the very next line.
    expect(JSON.parse(String(second))).toMatchObject({ class: 'issued', token: { status: 'revoked' } });
    outgoing.end();
    await once(answer, 'end');
  });

  it('reads no further than it is read from, and keeps no more in memory', async () => {
    const { outgoing, incoming } = await open();
    const lines = Buffer.from('{"token":"hello"}\n'.repeat(5_000));
    // Nobody reads the answer: after what the sockets hold, the server stops reading the request.
    let sent = 0;
    while (outgoing.write(lines) || (await drained(outgoing))) sent += lines.length;
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    const answer = await incoming;
    let answered = 0;
    answer.on('data', (chunk: Buffer) => {
      answered += chunk.toString('latin1').split('\n').length - 1;
    });
    outgoing.end();
    await once(answer, 'end');
    expect(answered).toBe((sent / lines.length + 1) * 5_000);
  });

  it('a batch that its client gives up leaves the server alive', async () => {
    const { outgoing } = await open();
    outgoing.on('error', () => undefined);
    outgoing.write('{"token":"x"}\n{"tok');
    outgoing.destroy();
    expect((await server.send('/livez')).status).toBe(200);
    expect(server.logged()).not.toContain('"level":50');
  });
});

async function open(): Promise<{ outgoing: ClientRequest; incoming: Promise<IncomingMessage> }> {
  const outgoing = request(`${server.url}${PATH}`, {
    method: 'POST',
    agent: false,
    headers: { ...ndjson, authorization: `Bearer ${server.rootSecret}` },
  });
  const incoming = once(outgoing, 'response').then(([answer]) => answer as IncomingMessage);
  incoming.catch(() => undefined);
  outgoing.flushHeaders();
  await once(outgoing, 'socket');
  return { outgoing, incoming };
}

/** Whether more can be sent: false once the other side has taken nothing for half a second. */
async function drained(outgoing: ClientRequest): Promise<boolean> {
  try {
    await once(outgoing, 'drain', { signal: AbortSignal.timeout(500) });
    return true;
  } catch {
    return false;
  }
}
