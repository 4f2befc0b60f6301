import type { Command } from 'commander';
import { readSettings } from '../settings.ts';

/** `jeton worker`: what `serve --workers` starts; of no use to people. */
export function addWorkerCommand(program: Command): void {
  program.command('worker <number>', { hidden: true }).action(async (number: string) => {
    const { runWorker } = await import('../serve/workers/run-worker.ts');
    await runWorker(Number(number), readSettings({}));
    process.exit(0);
  });
}
