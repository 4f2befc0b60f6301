import type { AuthorityContext } from '../authority-context.ts';
import type { KindName } from '../kinds/kind-name.ts';
import type { TokenDetails, TokenLimits } from '../token/token.ts';
import type { Admission, RateState } from '../use/rate-window.ts';
import { sumOfUses } from '../use/use-counter.ts';
import { addressNow, useNow } from '../use/use-now.ts';
import {
  type Demands,
  judgeRecord,
  type RefusalReason,
  type VerificationCheck,
  verificationChecks,
} from './judge-record.ts';
import { type LookUp, lookUpSecret, recall } from './look-up-record.ts';
import { noteRetiredToken } from './note-retired-token.ts';

/** A token presented to be judged. */
export interface Presentation extends Partial<Omit<Demands, 'now'>> {
  readonly secret: string;
  /** Kinds that are good at this door; absent for all. */
  readonly kinds?: readonly KindName[];
  /** Whether a valid verdict counts as a use; absent means that it does. */
  readonly countsAsUse?: boolean;
  /** Ask the store nothing: a secret that memory does not hold is taken for unknown. */
  readonly fromMemoryOnly?: boolean;
  /** How often any token may be used at this door, beside its own limits. */
  readonly doorLimits?: TokenLimits | null;
}

/** The answer of a verification: returned, never thrown. */
export type Verdict = {
  /** The number of the last change that the verdict is sure to reflect. */
  readonly asOf: number;
} & Judgement;

type Judgement =
  | {
      readonly valid: true;
      readonly record: TokenDetails;
      readonly checks: readonly VerificationCheck[];
      /** How far a limited token is through its limit. */
      readonly rate?: RateState;
    }
  | {
      readonly valid: false;
      /** `wrong_kind` is a good token at a door that its kind may not use. */
      readonly reason: RefusalReason | 'wrong_kind';
      /** The record, when the secret is known. */
      readonly record: TokenDetails | null;
      /** The checks that were passed before the one that failed. */
      readonly checks: readonly VerificationCheck[];
      readonly failed: VerificationCheck;
      /** Seconds until a limited token is admitted again. */
      readonly retryAfterSeconds?: number;
      readonly rate?: RateState;
    };

/** Judges a presented secret against the state that every acknowledged change has left. */
export async function verifyToken(context: AuthorityContext, presentation: Presentation): Promise<Verdict> {
  const { secret, fromMemoryOnly } = presentation;
  const found = await lookUpSecret(context, secret, fromMemoryOnly);
  const { verdict, counted } = judge(context, presentation, found);
  if (counted !== null) await counted;
  return verdict;
}

/** A verdict, to be given once its use is counted. */
export interface Judged {
  readonly verdict: Verdict;
  /** Null where nothing is to be waited for; rejects with `store_unavailable` when the use cannot be kept. */
  readonly counted: Promise<unknown> | null;
}

/** What memory alone tells of a secret, at once; null where the store must be asked. */
export function recallSecret(context: AuthorityContext, secret: string): LookUp | null {
  if (!context.following.holdsLease()) return null;
  const found = recall(context, secret);
  return 'details' in found ? found : null;
}

/** Judges what was found of a secret, in the turn in which it was found; a valid verdict counts as a use. */
export function judge(
  context: AuthorityContext,
  presentation: Omit<Presentation, 'secret'>,
  { asOf, ...found }: LookUp,
): Judged {
  const { judgement, counted } = decide(context, presentation, found);
  const verdict = { ...judgement, asOf };
  context.counters.countVerdict(verdict);
  return { verdict, counted };
}

interface Decided {
  readonly judgement: Judgement;
  readonly counted: Judged['counted'];
}

function decide(
  context: AuthorityContext,
  presentation: Omit<Presentation, 'secret'>,
  { details: record, wellFormed }: Omit<LookUp, 'asOf'>,
): Decided {
  const now = context.clock.now();
  if (record === null) return refused(null, 'known', wellFormed ? 'unknown' : 'malformed');
  const { ip = null, scopes = [], resource = null } = presentation;
  const failure = judgeRecord(record, { now, ip, scopes, resource });
  if (failure !== null) {
    if (failure.reason === 'revoked') noteRetiredToken(context, record, ip, now);
    return refused(record, failure.check, failure.reason);
  }
  if (presentation.kinds !== undefined && !presentation.kinds.includes(record.token.kind))
    return refused(record, 'known', 'wrong_kind');
  if (presentation.countsAsUse === false)
    return { judgement: { valid: true, record, checks: verificationChecks }, counted: null };
  return admit(context, record, ip, now, presentation.doorLimits ?? null);
}

function admit(
  context: AuthorityContext,
  record: TokenDetails,
  ip: string | null,
  now: number,
  doorLimits: TokenLimits | null,
): Decided {
  const { rates, uses, cache, usesElsewhere } = context;
  const { id, limits } = record.token;
  const own = limits === null ? null : rates.ofTokens.admit(id, limits, now);
  const door = doorLimits === null ? null : rates.atDoors.admit(id, doorLimits, now);
  const admission = tighter(own, door);
  const limited = admission !== null && { rate: admission.rate };
  if (admission !== null && !admission.admitted)
    return refused(record, 'rate', 'rate_limited', {
      rate: admission.rate,
      retryAfterSeconds: admission.retryAfterSeconds,
    });
  const one = useNow(record.use, now, ip);
  const use = sumOfUses(record.use, one);
  cache.noteUse(id, use);
  usesElsewhere?.note(id);
  const counted = uses.count({ tokenId: id, use: one, addresses: addressNow(record.use, now, ip) });
  const pauseAt = context.trial?.pauseAt;
  const held = pauseAt && counted?.then(() => pauseAt('between counting and answering'));
  return {
    judgement: { valid: true, record: { ...record, use }, checks: verificationChecks, ...limited },
    counted: held ?? counted ?? null,
  };
}

/** The admission that leaves less: a refusal, or the one with fewer uses left. */
function tighter(one: Admission | null, other: Admission | null): Admission | null {
  if (one === null || other === null) return one ?? other;
  if (one.admitted !== other.admitted) return one.admitted ? other : one;
  const left = ({ rate }: Admission) => rate.limits.requests - rate.observed;
  return left(one) <= left(other) ? one : other;
}

function refused(
  record: TokenDetails | null,
  failed: VerificationCheck,
  reason: RefusalReason | 'wrong_kind',
  limited?: Pick<Judgement & { readonly valid: false }, 'rate' | 'retryAfterSeconds'>,
): Decided {
  const checks = verificationChecks.slice(0, verificationChecks.indexOf(failed));
  return { judgement: { valid: false, reason, record, checks, failed, ...limited }, counted: null };
}
