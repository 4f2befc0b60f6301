import { Agent, request } from 'node:http';
import { ROOT_SECRET } from '../seed/token-rows.ts';

// One connection that is kept, so that a request costs its sender little.
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one request as the administrator, and answers the parsed body; throws unless the status is a good one. */
// biome-ignore lint/suspicious/noExplicitAny: a study looks into whatever came
export async function ask(url: string, method: 'GET' | 'POST', path: string, body?: object): Promise<any> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const headers = { authorization: `Bearer ${ROOT_SECRET}`, 'content-type': 'application/json' };
  const sent = request(new URL(path, url), { agent, method, headers }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text })).on('error', reject);
  });
  sent.on('error', reject);
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const { status, text } = await promise;
  if (status >= 300) throw new Error(`${method} ${path} was answered ${status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
