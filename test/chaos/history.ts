/** What a register of a token or an account may hold: `t3 life`, `a2 state`. */
export type RegisterValue =
  | 'absent'
  | 'live'
  | 'revoked'
  | 'on'
  | 'off'
  | 'wide'
  | 'narrow'
  | 'later'
  | 'ended'
  | 'active'
  | 'blocked';

/** What a token is good for depends on these, each written by itself. */
export const goodValues = {
  life: 'live',
  enabled: 'on',
  scope: 'wide',
  expiry: 'later',
  state: 'active',
} as const satisfies Record<string, RegisterValue>;

export type RegisterName = keyof typeof goodValues;

/** What a verification answered: that the token is good, why not, or only that it is not. */
type VerdictSeen = 'valid' | 'refused' | RefusalSeen;

/** Reasons, and the value of a register that each tells. */
export const refusals = {
  unknown: ['life', 'absent'],
  revoked: ['life', 'revoked'],
  deleted: ['life', 'revoked'],
  disabled: ['enabled', 'off'],
  insufficient_scope: ['scope', 'narrow'],
  expired: ['expiry', 'ended'],
  account_blocked: ['state', 'blocked'],
} as const satisfies Record<string, readonly [RegisterName, RegisterValue]>;

type RefusalSeen = keyof typeof refusals;

/** One operation as the driver saw it; times in milliseconds on its one monotonic clock. */
export interface Operation {
  readonly op: string;
  readonly door: string;
  readonly node: string;
  /** The token it is about, or the account. */
  readonly subject: string;
  readonly begin: number;
  readonly end: number;
  /** Null where no answer came. */
  readonly status: number | null;
  /** `unknown` may have happened, may yet happen, or may never. */
  readonly outcome: 'ok' | 'fail' | 'unknown';
  /** What a change writes. */
  readonly writes?: { readonly register: RegisterName; readonly value: RegisterValue };
  /** What a verification answered. */
  readonly verdict?: VerdictSeen;
  /** It asked for the scope that only a wide token has. */
  readonly demandsScope?: boolean;
  readonly asOf?: number;
  readonly minAsOf?: number;
  /** Whether it counts as a use of its subject. */
  readonly uses?: 'one' | 'maybe' | 'none';
}

/** A token under test: the account that it acts for, null for none. */
export interface Subject {
  readonly token: string;
  readonly account: string | null;
}

/** A time during which 503 is to be expected. */
export interface FaultSpan {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

/** Everything that a run has seen. */
export interface History {
  readonly subjects: readonly Subject[];
  readonly operations: readonly Operation[];
  readonly faults: readonly FaultSpan[];
  /** Uses of tokens as the store has them at the end. */
  readonly counts: readonly { readonly token: string; readonly count: number }[];
}

/** Something that the promises exclude. */
export interface Violation {
  readonly promise: 'R' | 'fresh' | 'availability' | 'order' | 'U';
  readonly what: string;
  readonly operation?: Operation;
}
