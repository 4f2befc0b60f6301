import type { AuthorityContext } from '../authority-context.ts';
import type { TokenDetails } from '../token/token.ts';

const ATTEMPTS = 10;

/**
 * Reads tokens and adds the uses that the store does not have yet. A read during which uses moved to the store is
 * repeated, because nobody could say whether it holds them; under a load that moves uses ten times in a row the answer
 * may show those of one moment twice or not yet. What is stored is exact in any case.
 */
export async function readWithUses(
  { uses }: Pick<AuthorityContext, 'uses'>,
  read: () => Promise<readonly TokenDetails[]>,
): Promise<readonly TokenDetails[]> {
  for (let left = ATTEMPTS; ; left -= 1) {
    const { moves } = uses;
    const found = await read();
    const certain = uses.moves === moves && !found.some(({ token }) => uses.isMoving(token.id));
    if (certain || left === 1) return found.map((details) => withPending(uses, details));
    await uses.moved();
  }
}

function withPending(uses: AuthorityContext['uses'], details: TokenDetails): TokenDetails {
  const use = uses.addPending(details.token.id, details.use);
  return use === details.use ? details : { ...details, use };
}
