import { isAscii } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AheadAnswer, AheadRoute } from '../../../http/answer-ahead.ts';
import { parseJsonBody } from '../../../http/json-body.ts';
import type { Entrance } from '../../dialect.ts';
import { presentedBearer } from '../access.ts';
import { fromQuestion } from './mapping.ts';
import { renderVerdict } from './render-verdict.ts';
import { questionSchema } from './schemas.ts';

const NEEDED = { kinds: ['access_token'], scopes: ['tokens:verify'] } as const;

/** Verify, where memory knows caller and token and nothing is wrong with the request. */
export function createVerifyAhead({ authority, door }: Entrance): AheadRoute {
  const question = Compile(questionSchema);
  const read = (body: Buffer): Static<typeof questionSchema> | null => {
    // Text beyond ASCII must be checked to be UTF-8.
    const asked = isAscii(body) ? parsed(body.toString('latin1')) : null;
    return question.Check(asked) && asked.min_as_of === undefined ? asked : null;
  };
  const answer = (request: IncomingMessage, body: Buffer): AheadAnswer | null => {
    const bearer = presentedBearer(request.headers.authorization);
    const asked = bearer === null ? null : read(body);
    if (bearer === null || asked === null) return null;
    const found = authority.recall(asked.token);
    const caller = found === null ? null : door.presentFromMemory(request, { secret: bearer, ...NEEDED });
    if (found === null || caller === null) return null;
    const { verdict, counted } = authority.judgeRecalled(found, fromQuestion(asked));
    return {
      headers: ['content-type', 'application/json'],
      body: renderVerdict(verdict, authority.clock.now()),
      ready: both(caller.counted, counted),
      callerTokenId: caller.record.token.id,
      clientAddress: caller.clientAddress,
      verdict: {
        name: verdict.valid ? 'valid' : verdict.reason,
        tokenId: verdict.record?.token.id ?? null,
      },
    };
  };
  const path = '/api/v1/tokens/verify';
  return { method: 'POST', path, takesQuery: false, takesBody: true, answer };
}

/** The question that most ask needs no reading: a token that no JSON escapes. */
const PLAIN_QUESTION = /^\{"token":"([\x21\x23-\x5b\x5d-\x7e]{1,4096})"\}$/;

function parsed(text: string): unknown {
  const token = PLAIN_QUESTION.exec(text)?.[1];
  if (token !== undefined) return { token };
  try {
    return parseJsonBody(text);
  } catch {
    // The usual way says what is wrong with it.
    return null;
  }
}

function both(one: Promise<unknown> | null, other: Promise<unknown> | null): Promise<unknown> | null {
  // Two uses of one turn are written together.
  return one === null || other === null || one === other ? (one ?? other) : Promise.all([one, other]);
}
