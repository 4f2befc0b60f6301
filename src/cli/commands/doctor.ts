import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import { renderTable } from '../table.ts';

/** `jeton doctor` */
export function addDoctorCommand(program: Command): void {
  addStoreOptions(
    program
      .command('doctor')
      .description('check configuration, key, database, clock and permissions; say what to do'),
  ).action(seeDoctor);
}

async function seeDoctor(options: DataOptions): Promise<void> {
  const { examine } = await import('../doctor/examine.ts');
  const findings = await examine(options);
  if (options.json) printJson({ data: findings });
  else {
    const rows = findings.map(({ check, passed, found, advice }) => [
      passed ? (advice === null ? 'ok' : 'warning') : 'FAILED',
      check,
      advice === null ? found : `${found} -> ${advice}`,
    ]);
    process.stdout.write(renderTable(['RESULT', 'CHECK', 'FOUND'], rows));
  }
  const failed = findings.filter(({ passed }) => !passed);
  if (failed.length > 0) throw new CliError(`${failed.length} of ${findings.length} checks failed`);
}
