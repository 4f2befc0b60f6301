import type { Authority } from '../../core/authority.ts';
import type { Settings } from '../../installation.ts';
import { storeState } from '../../store-state.ts';
import { CliError } from '../cli-error.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import { readSettings, type SettingOptions } from '../settings.ts';
import { type AskOperator, operatorTasksOf } from './operator-tasks.ts';
import { withControlSocket } from './with-control-socket.ts';

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
    // A server that answers needs none of this here.
    const { openInstallation } = await import('../../installation.ts');
    const { authority, close } = await openInstallation(settings);
    await work(askAuthority(authority, settings), settings).finally(close);
  } finally {
    held.lock.release();
  }
}

function askAuthority(authority: Authority, settings: Settings): AskOperator {
  const tasks = operatorTasksOf(authority, settings);
  return ((name: keyof typeof tasks, input: never) => tasks[name](input)) as AskOperator;
}
