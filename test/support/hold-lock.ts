import { lockDataDirectory } from '../../src/stores/sqlite/directory-lock.ts';

/** A process that takes the lock of a directory, says so and lives until it is killed. */
lockDataDirectory(process.argv[2]!);
process.stdout.write('held\n');
setInterval(() => undefined, 1_000);
