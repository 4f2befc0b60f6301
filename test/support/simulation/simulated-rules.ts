import { type ProtocolRules, soundRules } from '../../../src/core/nodes/protocol-rules.ts';

/** The rules of the protocol that are kept outside of `core/nodes`: by statements, and by whoever drives a node. */
interface OuterRules {
  /** The order of numbers is that of the commits. */
  readonly numbersInCommitOrder: boolean;
  /** A look-up and its number come from one statement. */
  readonly looksUpInOneStatement: boolean;
  /** A node's row and its beats survive a crash. */
  readonly keepsRowsDurable: boolean;
  /** A node that has renewed its lease since it was seen is not fenced. */
  readonly comparesBeats: boolean;
  /** A verification never joins a look-up that was sent before it began. */
  readonly sharesNoLookUpSent: boolean;
  /** Who finds a change made already waits for it like the one who made it. */
  readonly waitsOnAlready: boolean;
  /** Who waits never joins a look at the nodes that was sent before. */
  readonly sharesNoLookSent: boolean;
  /** The store is asked under a lease only. */
  readonly looksUpUnderLease: boolean;
  /** What the own node has applied counts only for changes of the server that it follows. */
  readonly hearsItselfOnOneServer: boolean;
  /** Whoever waits for nodes believes no other server than the one that has the change. */
  readonly looksOnOneServer: boolean;
}

export type SimulatedRules = ProtocolRules & OuterRules;

const outerRules: OuterRules = {
  numbersInCommitOrder: true,
  looksUpInOneStatement: true,
  keepsRowsDurable: true,
  comparesBeats: true,
  sharesNoLookUpSent: true,
  waitsOnAlready: true,
  sharesNoLookSent: true,
  looksUpUnderLease: true,
  hearsItselfOnOneServer: true,
  looksOnOneServer: true,
};

export const allSoundRules: SimulatedRules = { ...soundRules, ...outerRules };
