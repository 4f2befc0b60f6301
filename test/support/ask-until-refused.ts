import { Agent, request } from 'node:http';

/** What became of requests. */
export interface Outcome {
  answered: number;
  /** How those ended that were neither answered 200 nor refused a connection. */
  readonly lost: string[];
}

/** Asks over one kept connection, as fast as answers come, until no connection is to be had any more. */
export async function askUntilRefused(
  url: string,
  secret: string,
  outcome: Outcome,
  note: () => void,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (;;) {
    const result = await ask(`${url}/api/v1/me`, secret, agent);
    if (result === 'ECONNREFUSED') return agent.destroy();
    if (result === 200) {
      outcome.answered += 1;
      note();
    } else outcome.lost.push(String(result));
  }
}

function ask(url: string, secret: string, agent: Agent): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(url, { agent, headers: { authorization: `Bearer ${secret}` } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', (error) => resolve(error.message));
    });
    asked.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end();
  });
}
