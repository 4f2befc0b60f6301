import type { Static } from '@fastify/type-provider-typebox';
import type { Caller } from '../../../core/access/caller.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Account } from '../../../core/directory/account.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { Entrance } from '../../dialect.ts';
import { parseTime } from '../parse-time.ts';
import { tokenNameArgument } from '../token-name-argument.ts';
import { toPersonalToken } from './mapping.ts';
import type { CreatedPersonalToken, CreatePersonalTokenBody, PersonalTokens } from './schemas.ts';

const TOKENS_PER_USER_MAX = 10;

/** The personal access tokens of a user, without their secrets, oldest first. */
export async function personalTokens(
  entrance: Entrance,
  user: Account,
): Promise<Static<typeof PersonalTokens>> {
  return { pats: (await tokensOf(entrance, user)).map(toPersonalToken) };
}

/** Creates a personal access token for the user who calls. */
export async function createPersonalToken(
  entrance: Entrance,
  caller: Caller,
  user: Account,
  body: Static<typeof CreatePersonalTokenBody>,
): Promise<Static<typeof CreatedPersonalToken>> {
  const name = tokenNameArgument(body.description, 'description');
  const expiresAt = parseTime(body.expiresAt);
  if (expiresAt === null || expiresAt < entrance.authority.clock.now())
    throw new AuthorityError('invalid_argument', 'The expiry date should be in future.');
  const { details, secret } = await inTurn(user.id, async () => {
    await checkOthers(entrance, user, name);
    return entrance.authority.issue(caller, {
      kind: 'unleash_personal_access_token',
      name,
      nameAsSent: true,
      // For nobody but the caller itself, who has the power that the token will have.
      grants: 'dialect',
      account: { id: user.id },
      expiresAt,
    });
  });
  return { ...toPersonalToken(details), secret: secret?.reveal() ?? '' };
}

/** Deletes a personal access token of a user; false when the user has none of this id. */
export async function deletePersonalToken(
  { authority }: Entrance,
  caller: Caller,
  user: Account,
  id: number,
): Promise<boolean> {
  const found = await authority.token(id);
  const isOwn = found?.token.kind === 'unleash_personal_access_token' && found.token.accountId === user.id;
  return isOwn && (await authority.revoke(caller, found)) === 'deleted';
}

const turns = new Map<number, Promise<unknown>>();

/** One creation a user at a time, so that the limit and the names hold against requests at once. */
async function inTurn<Result>(userId: number, step: () => Promise<Result>): Promise<Result> {
  const before = turns.get(userId) ?? Promise.resolve();
  const turn = before.then(step, step);
  turns.set(userId, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(userId) === turn) turns.delete(userId);
  }
}

async function checkOthers(entrance: Entrance, user: Account, name: string): Promise<void> {
  const others = await tokensOf(entrance, user);
  if (others.length >= TOKENS_PER_USER_MAX)
    throw new AuthorityError(
      'not_permitted',
      `Too many PATs (${TOKENS_PER_USER_MAX}) already exist for this user.`,
    );
  if (others.some(({ token }) => token.name === name))
    throw new AuthorityError('name_taken', 'PAT description already exists.');
}

function tokensOf({ authority }: Entrance, user: Account): Promise<readonly TokenDetails[]> {
  return authority.tokens({
    accountId: user.id,
    kinds: ['unleash_personal_access_token'],
    statuses: ['active', 'disabled', 'expired'],
    now: authority.clock.now(),
    order: { by: 'createdAt', direction: 'asc' },
    limit: Number.MAX_SAFE_INTEGER,
  });
}
