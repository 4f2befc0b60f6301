import { runCli } from './cli/cli.ts';

// A command that leaves nothing to wait for before it is done has not done it.
process.exitCode = 1;
void runCli(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
