import type { Authority } from '../../core/authority.ts';
import { openInstallation, type Settings, storeState } from '../../installation.ts';
import { CliError } from '../cli-error.ts';
import { describeProblem } from '../describe-problem.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import { createHttpApi } from '../http-api.ts';
import { readSettings, type SettingOptions } from '../settings.ts';
import { type AskOperator, operatorTasksOf } from './operator-tasks.ts';

/** Works with an installation as its operator: through the server that holds its data directory, or by opening it. */
export async function withOperator(
  options: SettingOptions,
  work: (ask: AskOperator, settings: Settings) => Promise<void>,
): Promise<void> {
  const settings = readSettings(options);
  const { config } = settings;
  if (storeState(config) === 'new')
    throw new CliError(
      `there is no store in ${config.dataDir}: give its --data-dir, or start one with jeton serve`,
    );
  const held = await holdDataDirectory(config.dataDir);
  if ('controlSocket' in held) return withControlSocket(held.controlSocket, (ask) => work(ask, settings));
  try {
    const { authority, close } = await openInstallation(settings);
    await work(askAuthority(authority), settings).finally(close);
  } finally {
    held.lock.release();
  }
}

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

function askAuthority(authority: Authority): AskOperator {
  const tasks = operatorTasksOf(authority);
  return ((name: keyof typeof tasks, input: never) => tasks[name](input)) as AskOperator;
}

const OK = 200;
