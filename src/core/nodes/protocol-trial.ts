import type { PausePoint } from './follower.ts';
import type { ProtocolRules } from './protocol-rules.ts';

/** What a test changes about how a node runs: rules that are switched off, and pauses. A server runs without. */
export interface ProtocolTrial {
  readonly rules?: ProtocolRules;
  readonly pauseAt?: (point: PausePoint) => Promise<void>;
}
