import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const LOCK_FILE = '/var/lock/jeton-test-install.lock';
const INSTALL_MS_MAX = 15 * 60_000;
/** Where Debian keeps servers, which is not on everybody's path. */
const SERVER_DIRECTORIES = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * The path of a program that comes with a system package. Missing, it is installed with apt by root on Debian and
 * Ubuntu, unless `JETON_TEST_INSTALL=0` forbids it; elsewhere this rejects with the command to run.
 * To be awaited at the top of a test file, where no test's timeout counts: an installation may take minutes.
 */
export async function requireSystemPackage(name: string, commands: readonly string[] = [name]) {
  const present = findCommand(commands);
  if (present !== null) return present;
  const command = `apt-get install -y --no-install-recommends ${name}`;
  if (!existsSync('/etc/debian_version') || findCommand(['apt-get']) === null)
    throw new Error(
      `The tests need ${name}: install it with this system's packages (on Debian: sudo ${command}).`,
    );
  if (process.getuid?.() !== 0 || process.env.JETON_TEST_INSTALL === '0')
    throw new Error(`The tests need ${name}: run \`sudo ${command}\`.`);
  process.stderr.write(`The tests need ${name}, which is missing: ${command}\n`);
  await install(name, command);
  const installed = findCommand(commands);
  if (installed === null) throw new Error(`The package ${name} brought none of: ${commands.join(', ')}.`);
  return installed;
}

// One installation at a time, whichever test worker asks. invoke-rc.d starts what a package brings unless
// /usr/sbin/policy-rc.d says 101; one of ours that a killed run left behind is known by its mark.
const INSTALL_SCRIPT = `
  set -eu
  policy=/usr/sbin/policy-rc.d mark='made by the tests of Jeton'
  if grep -qs "$mark" "$policy"; then rm -f "$policy"; fi
  trap 'exit 1' HUP INT TERM
  if [ -e "$policy" ]; then
    code=0; "$policy" "$1" start >/dev/null 2>&1 || code=$?
    if [ "$code" -ne 101 ]; then echo "$policy would let services start" >&2; exit 1; fi
  else
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\\n# %s\\nexit 101\\n' "$mark" > "$policy"
    chmod 755 "$policy"
  fi
  install() { apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$1"; }
  if dpkg -s "$1" 2>/dev/null | grep -q '^Status: install ok installed'; then exit 0; fi
  install "$1" || { apt-get -q -o DPkg::Lock::Timeout=300 update; install "$1"; }
`;

async function install(name: string, command: string): Promise<void> {
  try {
    await promisify(execFile)('flock', [LOCK_FILE, 'sh', '-c', INSTALL_SCRIPT, 'install', name], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      timeout: INSTALL_MS_MAX,
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (cause) {
    const said = String((cause as { stderr?: string }).stderr ?? cause).slice(-2_000);
    throw new Error(`The tests need ${name}, and \`${command}\` failed: ${said}`, { cause });
  }
}

function findCommand(names: readonly string[]): string | null {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...SERVER_DIRECTORIES];
  for (const name of names)
    for (const directory of directories)
      if (directory !== '' && isExecutable(join(directory, name))) return join(directory, name);
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
