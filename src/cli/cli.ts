import { Command, CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { addAccountCommand } from './commands/account.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addBackupCommand } from './commands/backup.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addExportCommand } from './commands/export.ts';
import { addIdentifyCommand } from './commands/identify.ts';
import { addImportCommand } from './commands/import.ts';
import { addKeyCommand } from './commands/key.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addResourceCommand } from './commands/resource.ts';
import { addRestoreCommand } from './commands/restore.ts';
import { addServeCommand } from './commands/serve.ts';
import { addTokenCommand } from './commands/token.ts';
import { addUsesCommand } from './commands/uses.ts';
import { addWorkerCommand } from './commands/worker.ts';
import { describeFailure } from './describe-failure.ts';
import { version } from './version.ts';

const USAGE = 2;

/** Runs one command line; answers its exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  // A reader that has seen enough, such as head, is no failure.
  process.stdout.on('error', () => undefined);
  try {
    await createProgram().parseAsync(args.length === 0 ? ['--help'] : [...args], { from: 'user' });
    return 0;
  } catch (error) {
    // Already said on standard error, with the hint.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    process.stderr.write(`jeton: ${describeFailure(error)}\n`);
    return error instanceof CliError ? error.exitCode : 1;
  }
}

function createProgram(): Command {
  const program = new Command('jeton')
    .description(
      'Issues API tokens, verifies them, tells of any string whether it is a token, and revokes them.',
    )
    .version(version, '--version')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'jeton: ')) })
    .exitOverride();
  addServeCommand(program);
  addTokenCommand(program);
  addIdentifyCommand(program);
  addAccountCommand(program);
  addResourceCommand(program);
  addMigrateCommand(program);
  addDoctorCommand(program);
  addDemoCommand(program);
  addUsesCommand(program);
  addAuditCommand(program);
  addKeyCommand(program);
  addBackupCommand(program);
  addRestoreCommand(program);
  addExportCommand(program);
  addImportCommand(program);
  addWorkerCommand(program);
  hintAfterErrors(program, 'jeton');
  return program;
}

function hintAfterErrors(command: Command, path: string): void {
  command.showHelpAfterError(`See: ${path} --help`);
  for (const child of command.commands) hintAfterErrors(child, `${path} ${child.name()}`);
}
