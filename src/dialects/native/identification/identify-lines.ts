import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Static } from 'typebox';
import type { Authority } from '../../../core/authority.ts';
import type { Identifiable } from '../../../core/operations/identify-token.ts';
import { parseFingerprint } from '../../../core/token/token-digest.ts';
import { HttpFault } from '../../../http/http-fault.ts';
import { readJson } from '../../../http/json-parser.ts';
import { bytesOfLine, type Line, readLines } from '../../../http/read-lines.ts';
import { createBodyCheck } from '../validator.ts';
import { fromIdentifyBody, toIdentification } from './mapping.ts';
import { identifyTokenSchema, LINE_BYTES_MAX } from './schemas.ts';

/** Lines answered in one turn of the event loop, so that other requests do not wait for a whole chunk. */
const LINES_PER_TURN = 256;

/**
 * Answers newline-delimited JSON line by line, in order, holding no more than a chunk of it.
 * `toProblem` says what a line is answered with that cannot be.
 */
export async function* identifyLines(
  authority: Authority,
  body: AsyncIterable<Buffer>,
  toProblem: (fault: HttpFault) => object,
): AsyncGenerator<string, void, void> {
  for await (const lines of readLines(body, LINE_BYTES_MAX)) {
    for (let from = 0; from < lines.length; from += LINES_PER_TURN) {
      yield await answerLines(authority, lines.slice(from, from + LINES_PER_TURN), toProblem);
      await nextTurn();
    }
  }
}

async function answerLines(
  authority: Authority,
  lines: readonly Line[],
  toProblem: (fault: HttpFault) => object,
): Promise<string> {
  const questions = lines.map(parseLine);
  const found = await authority.identifyMany(
    questions.flatMap((one) => (one instanceof HttpFault ? [] : one)),
  );
  const now = authority.clock.now();
  let next = 0;
  let answer = '';
  for (const question of questions) {
    const one = question instanceof HttpFault ? null : found[next++];
    answer += `${JSON.stringify(one ? toIdentification(one, now) : toProblem(question as HttpFault))}\n`;
  }
  return answer;
}

/** What a line asks, or what is wrong with it. */
function parseLine(line: Line): Identifiable | HttpFault {
  if (line === null) return new HttpFault('body_too_large', 'The line is too long.');
  return parseUsual(line) ?? parseAny(line);
}

// Nearly every line is written so: nothing in it needs unescaping, and it cannot name a member twice.
const usual =
  /^\{ ?"(?:token": ?"([\x20\x21\x23-\x5b\x5d-\x7e]{0,4096})|fingerprint": ?"([0-9A-Fa-f]{64}))" ?\}\r?$/;

function parseUsual(line: string): Identifiable | null {
  const match = usual.exec(line);
  if (match === null) return null;
  if (match[1] !== undefined) return { secret: match[1] };
  const fingerprint = parseFingerprint(match[2] ?? '');
  return fingerprint && { fingerprint };
}

const faultOf = createBodyCheck(identifyTokenSchema.body);

function parseAny(line: string): Identifiable | HttpFault {
  try {
    const value = readJson(bytesOfLine(line), false);
    const fault = faultOf(value);
    return fault ?? fromIdentifyBody(value as Static<typeof identifyTokenSchema.body>);
  } catch (error) {
    if (error instanceof HttpFault) return error;
    throw error;
  }
}
