import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

async function post(body: string | Buffer | undefined, contentType?: string, query = '') {
  const headers = { ...server.admin, ...(contentType !== undefined && { 'content-type': contentType }) };
  return server.send(`${ADMIN_TOKEN}${query}`, { method: 'POST', headers, body });
}

describe('a token that is missing', () => {
  it.each([
    ['no body', undefined, undefined],
    ['an empty JSON body', '', JSON_TYPE],
    ['an empty object', '{}', JSON_TYPE],
    ['a JSON value that is no object', '["token"]', JSON_TYPE],
    ['null', 'null', JSON_TYPE],
    ['an empty form', '&&', FORM_TYPE],
    ['another member in another case', '{"Token":"glpat-x"}', JSON_TYPE],
  ])('%s', async (_name, body, contentType) => {
    const answer = await post(body, contentType);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ error: 'token is missing' });
  });
});

describe('a token that is not a string', () => {
  it.each(['null', '7', '1e999', 'true', '["glpat-x"]', '{"a":"glpat-x"}'])('%s', async (token) => {
    const answer = await post(`{"token":${token}}`, JSON_TYPE);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ error: 'token is invalid' });
  });

  it('an array of a form or query string, a file of a multipart form', async () => {
    const file =
      '--limit-of-form\r\ncontent-disposition: form-data; name="token"; filename="t"\r\ncontent-type: text/plain\r\n\r\nglpat-x\r\n--limit-of-form--\r\n';
    for (const answer of [
      await post('token[]=glpat-x', FORM_TYPE),
      await post(undefined, undefined, '?token%5B%5D=glpat-x'),
      await post(file, 'multipart/form-data; boundary=limit-of-form'),
    ])
      expect([answer.status, answer.json]).toEqual([400, { error: 'token is invalid' }]);
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['malformed JSON', '{"token":', JSON_TYPE],
    ['a member named twice', '{"token":"glpat-a","token":"glpat-b"}', JSON_TYPE],
    [
      'JSON nested a thousand deep',
      `{"token":"glpat-a","x":${'['.repeat(1000)}${']'.repeat(1000)}}`,
      JSON_TYPE,
    ],
    ['a member __proto__', '{"__proto__":{"token":"glpat-a"}}', JSON_TYPE],
    ['JSON that is not UTF-8', Buffer.from('7b22746f6b656e223a22ff227d', 'hex'), JSON_TYPE],
    ['a form with an invalid %-encoding', 'token=%zz', FORM_TYPE],
    ['a form that is not UTF-8 behind its %-encoding', 'token=%ff', FORM_TYPE],
    ['a form of too many parameters', 'a=1&'.repeat(5000), FORM_TYPE],
    ['a multipart form without its boundary', '--limit-of-form\r\n', 'multipart/form-data'],
    [
      'a multipart form that breaks off',
      '--limit-of-form\r\ncontent-disposition: form-data; na',
      'multipart/form-data; boundary=limit-of-form',
    ],
  ])('%s', async (_name, body, contentType) => {
    const answer = await post(body, contentType);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ error: expect.any(String) });
    expect(answer.text).not.toContain('glpat-');
    expect(answer.headers['content-type']).toBe('application/json');
  });

  it('a query string with an invalid %-encoding', async () => {
    expect((await post(undefined, undefined, '?token=%e0%a4%a')).status).toBe(400);
  });
});

it('a path with an invalid %-encoding is answered in GitLab’s form', async () => {
  const answer = await server.send('/api/v4/admin/%zz', { headers: server.admin });
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual({ error: '400 Bad Request' });
  expect(answer.headers).toMatchObject({ 'x-frame-options': 'SAMEORIGIN' });
});
