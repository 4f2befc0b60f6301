import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { addDataCommand, type DataOptions, printJson } from '../data-command.ts';
import { callApi, type NativeApi } from '../native-api.ts';
import { type IdentificationObject, ownerOf } from '../native-objects.ts';
import { readInputLines } from '../read-input-lines.ts';
import { renderTable } from '../table.ts';
import { withNativeApi } from '../with-native-api.ts';

/** `jeton identify` */
export function addIdentifyCommand(program: Command): void {
  addDataCommand(
    program,
    'identify',
    'tell of any string whether it is a token, of which kind, whose, in what state',
  )
    .argument('[secret...]', 'better left out: standard input is not kept in the shell history')
    .option('--fingerprint', 'what is given are fingerprints (SHA-256 in hexadecimal)')
    .action(identify);
}

interface IdentifyOptions extends DataOptions {
  readonly fingerprint?: true;
}

async function identify(given: readonly string[], options: IdentifyOptions): Promise<void> {
  const what = options.fingerprint ? 'Fingerprints' : 'Secrets';
  const questions = given.length > 0 ? given : await readInputLines(what);
  if (questions.length === 0) throw new CliError('There is nothing to identify: standard input is empty', 2);
  await withNativeApi(options, async (api) => {
    const answers = await identifyAll(api, questions, options);
    if (options.json) return answers.forEach(printJson);
    process.stdout.write(renderTable(heading, answers.map(rowOf)));
  });
}

/** Questions under way at once. */
const ABREAST = 16;

async function identifyAll(
  api: NativeApi,
  questions: readonly string[],
  { fingerprint }: IdentifyOptions,
): Promise<readonly IdentificationObject[]> {
  const answers: IdentificationObject[] = [];
  for (let start = 0; start < questions.length; start += ABREAST) {
    const bodies = questions
      .slice(start, start + ABREAST)
      .map((question) => (fingerprint ? { fingerprint: question } : { token: question }));
    const calls = bodies.map((body) => identifyOne(api, body));
    answers.push(...(await Promise.all(calls)));
  }
  return answers;
}

async function identifyOne(
  api: NativeApi,
  body: { readonly token: string } | { readonly fingerprint: string },
): Promise<IdentificationObject> {
  // The API takes no longer ones, and no kind has them: the other lines deserve their answer.
  if ('token' in body && Buffer.byteLength(body.token) > SECRET_BYTES_MAX) return { class: 'unrecognised' };
  return callApi(api, 'POST', '/tokens/identify', body);
}

const SECRET_BYTES_MAX = 4096;

const heading = ['CLASS', 'KIND', 'ID', 'STATUS', 'OWNER', 'SCOPES', 'NAME'];

function rowOf({ class: found, kind, token, looks_like }: IdentificationObject) {
  const about = [found, token?.kind ?? kind ?? looks_like];
  if (token === undefined) return about;
  return [...about, token.id, token.status, ownerOf(token), token.scopes.join(' '), token.name];
}
