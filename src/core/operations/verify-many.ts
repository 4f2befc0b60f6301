import type { AuthorityContext } from '../authority-context.ts';
import { lookUpSecret } from './look-up-record.ts';
import { type Judged, judge, type Presentation, recallSecret, type Verdict } from './verify-token.ts';

/**
 * Judges many secrets, in their order as far as one and the same is concerned: each is a use that the next one sees. What
 * memory tells is judged at once; the rest is looked up together, so that a store can answer it together.
 */
export async function verifyMany(
  context: AuthorityContext,
  presentations: readonly Presentation[],
): Promise<readonly Verdict[]> {
  const judged: Judged[] = [];
  const toAsk: number[] = [];
  presentations.forEach((presentation, index) => {
    const found = recallSecret(context, presentation.secret);
    if (found === null) toAsk.push(index);
    else judged[index] = judge(context, presentation, found);
  });
  if (toAsk.length > 0) await askAndJudge(context, presentations, toAsk, judged);
  const waits = new Set(judged.flatMap(({ counted }) => counted ?? []));
  if (waits.size > 0) await Promise.all(waits);
  return judged.map(({ verdict }) => verdict);
}

async function askAndJudge(
  context: AuthorityContext,
  presentations: readonly Presentation[],
  toAsk: readonly number[],
  judged: Judged[],
): Promise<void> {
  const wanted = toAsk.flatMap((index) => {
    const presentation = presentations[index];
    return presentation === undefined ? [] : [{ index, presentation }];
  });
  const found = await Promise.all(
    wanted.map(({ presentation }) => lookUpSecret(context, presentation.secret)),
  );
  wanted.forEach(({ index, presentation }, position) => {
    // Remembered by now, it has the uses of those before.
    const known = recallSecret(context, presentation.secret) ?? found[position];
    if (known !== undefined) judged[index] = judge(context, presentation, known);
  });
}
