/**
 * The rules on which the revocation protocol rests. Each can be switched off by a test, which must then see promise R
 * broken; a server always runs with all of them.
 */
export interface ProtocolRules {
  /** A changer waits until every node has acknowledged, is fenced, or the whole wait has passed. */
  readonly awaitsAcknowledgement: boolean;
  /** A node asks its clock before it answers, from memory or from the store. */
  readonly checksLease: boolean;
  /** A lease counts from before its request was sent. */
  readonly countsFromRequest: boolean;
  /** A renewal applies every change that it saw before it extends the lease. */
  readonly appliesBeforeExtending: boolean;
  /** A look-up is remembered only when nothing newer touched its subjects. */
  readonly guardsMemory: boolean;
  /** A look-up that is older than what was applied when it was asked for is asked again. */
  readonly refusesOlderLookUps: boolean;
  /** The nodes to wait for are read after the commit. */
  readonly readsMembersAfterCommit: boolean;
  /** A node is in the table before it reads the log. */
  readonly registersBeforeReading: boolean;
  /** A node that joins anew applies what it missed, or forgets everything. */
  readonly catchesUpWhenJoining: boolean;
  /** A change is applied only behind the one before it. */
  readonly appliesInOrder: boolean;
  /** A node is fenced only when its beat stood still for the whole wait, counted from when it was seen. */
  readonly fencesOnlySilentNodes: boolean;
  /** Each joining takes an id of its own. */
  readonly takesFreshIds: boolean;
  /** A leaving node stops answering before its row goes. */
  readonly stopsBeforeLeaving: boolean;
  /** Both clocks may run ten per cent off. */
  readonly allowsForDrift: boolean;
  /** Look-ups under way when the node joins anew are discarded. */
  readonly discardsLookUpsWhenJoining: boolean;
}

export const soundRules: ProtocolRules = {
  awaitsAcknowledgement: true,
  checksLease: true,
  countsFromRequest: true,
  appliesBeforeExtending: true,
  guardsMemory: true,
  refusesOlderLookUps: true,
  readsMembersAfterCommit: true,
  registersBeforeReading: true,
  catchesUpWhenJoining: true,
  appliesInOrder: true,
  fencesOnlySilentNodes: true,
  takesFreshIds: true,
  stopsBeforeLeaving: true,
  allowsForDrift: true,
  discardsLookUpsWhenJoining: true,
};
