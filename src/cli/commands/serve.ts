import type { Command } from 'commander';
import { readSettings, type SettingOptions } from '../settings.ts';

/** `jeton serve` */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('run the server in the foreground; SIGTERM stops it gracefully')
    .option('--host <host>', 'address to listen on, or unix:PATH (JETON_HOST)')
    .option('--port <port>', 'port to listen on, 0 for any free one (JETON_PORT)')
    .option('--database-url <url>', 'where the records are (JETON_DATABASE_URL)')
    .option('--data-dir <dir>', 'the data directory (JETON_DATA_DIR)')
    .option('--workers <count>', 'processes that share the port (JETON_WORKERS)')
    .action(serve);
}

async function serve(options: SettingOptions): Promise<void> {
  const settings = readSettings(options);
  const { runServer } = await import('../serve/run-server.ts');
  await runServer(settings);
  // Not left to the event loop: output that nobody reads any more must not keep a stopped server alive.
  process.exit(0);
}
