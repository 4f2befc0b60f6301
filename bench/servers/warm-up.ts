import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ROOT_SECRET } from '../seed/token-rows.ts';

const BATCH = 1_000;

/** Shows a server every token of some files once, as its clients would; fails unless it then remembers so many. */
export async function warmUp(url: string, files: readonly string[], leastRemembered: number): Promise<void> {
  for (const file of files) {
    let tokens: { token: string }[] = [];
    for await (const token of createInterface(createReadStream(file, 'latin1'))) {
      tokens.push({ token });
      if (tokens.length === BATCH) {
        await verify(url, tokens);
        tokens = [];
      }
    }
    if (tokens.length > 0) await verify(url, tokens);
  }
  const remembered = await readMetric(url, 'jeton_cached_tokens');
  if (remembered < leastRemembered) throw new Error(`only ${remembered} tokens are remembered`);
}

/** A number that a server tells of itself. */
export async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function verify(url: string, tokens: readonly object[]): Promise<void> {
  const answer = await fetch(`${url}/api/v1/tokens/verify-batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ROOT_SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tokens }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`a batch was answered ${answer.status} ${text.slice(0, 500)}`);
}
