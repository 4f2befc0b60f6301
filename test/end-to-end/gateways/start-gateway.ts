import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { unusedPort } from './unused-port.ts';

const documented = resolve(import.meta.dirname, '../../../docs/gateways');
const START_MS_MAX = 30_000;

/** Where a gateway listens and whom it asks and forwards to, as ports of 127.0.0.1. */
interface Ports {
  readonly listen: number;
  readonly jeton: number;
  readonly api: number;
}

/** A gateway in a process of its own. */
export interface Gateway {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a gateway that asks and forwards to these ports. */
export type StartGateway = (ports: Omit<Ports, 'listen'>) => Promise<Gateway>;

/** How a gateway is run from its documented files. */
export interface GatewayProgram {
  /** The command line, to be run in the directory of its files; it stays in the foreground. */
  command(directory: string, ports: Ports): readonly string[];
  /** The documented files that it needs, with what stands in them for the test's addresses. */
  readonly files: Readonly<Record<string, (ports: Ports) => Readonly<Record<string, string>>>>;
}

/** Makes a gateway from its documented files; all that is changed in them are addresses. */
export function gatewayOf({ command, files }: GatewayProgram): StartGateway {
  return async (others) => {
    const directory = mkdtempSync(join(tmpdir(), 'jeton-gateway-'));
    const ports = { ...others, listen: await unusedPort() };
    for (const [name, addresses] of Object.entries(files))
      writeFileSync(join(directory, name), withAddresses(name, addresses(ports)));
    const { child, ended, said } = launch(command(directory, ports), directory);
    const stop = async () => {
      child.stdin?.end();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    };
    const started = vi.waitFor(() => accepts(ports.listen), { timeout: START_MS_MAX, interval: 50 });
    await Promise.race([started, ended.then(() => Promise.reject(new Error('It ended.')))]).catch(
      async (cause) => {
        await stop();
        throw new Error(`The gateway did not start: ${said()}`, { cause });
      },
    );
    return { port: ports.listen, stop };
  };
}

function withAddresses(name: string, addresses: Readonly<Record<string, string>>): string {
  let text = readFileSync(join(documented, name), 'utf8');
  for (const [address, other] of Object.entries(addresses)) {
    if (!text.includes(address)) throw new Error(`${name} does not hold ${address}.`);
    text = text.replaceAll(address, other);
  }
  return text;
}

/** Beside a process that waits for the end of its input, so that the gateway ends with this process, however that ends. */
function launch([program = '', ...args]: readonly string[], directory: string) {
  const script = `exec 3<&0
    "$0" "$@" <&- 3<&- & gateway=$!
    { cat <&3 > /dev/null; kill -TERM $gateway; } 2> /dev/null & wait $gateway`;
  const child: ChildProcess = spawn('/bin/sh', ['-c', script, program, ...args], {
    cwd: directory,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, HOME: directory, XDG_CONFIG_HOME: directory, XDG_DATA_HOME: directory },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-4_000);
    });
  return { child, ended: once(child, 'close'), said: () => output };
}

async function accepts(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
}
