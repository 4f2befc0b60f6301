import { CliError } from '../cli-error.ts';
import { describeProblem } from '../describe-problem.ts';
import { createHttpApi } from '../http-api.ts';
import type { AskOperator } from './operator-tasks.ts';

/** Works with the server that answers at a control socket. */
export async function withControlSocket(
  controlSocket: string,
  work: (ask: AskOperator) => Promise<void>,
): Promise<void> {
  const api = createHttpApi({ controlSocket });
  const ask = async (name: string, input: object) => {
    const answer = await api.request('POST', `/operator/${name}`, input);
    if (answer.status !== OK) throw new CliError(describeProblem(answer));
    return answer.json;
  };
  await work(ask as AskOperator).finally(() => api.close());
}

const OK = 200;
