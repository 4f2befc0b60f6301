import type { ScheduleOptions } from './schedule.ts';
import type { SimulatedRules } from './simulated-rules.ts';

/** Schedules in which a primary makes changes that its standby never gets, shows them, and is replaced. */
export const forkedSchedules: ScheduleOptions = {
  weights: { change: 10, verify: 3, detachStandby: 3, endWaits: 5, failOver: 1.5, cut: 4, halfOpen: 1 },
  happenings: 40,
  length: 3,
  nodes: 2,
  delays: 0.03,
};

const oneToken: ScheduleOptions = { happenings: 40, length: 3, nodes: 2, tokens: 1 };

const slowToAcknowledge: ScheduleOptions = {
  ...oneToken,
  weights: { change: 10, verify: 6, pause: 0.5 },
  length: 4,
  stepPauses: 0.4,
  stepPauseMs: 1_500,
  delays: 0.05,
};

/** For each rule the schedules in which its absence shows soonest. */
export const schedulesPerRule: Readonly<Record<keyof SimulatedRules, ScheduleOptions>> = {
  awaitsAcknowledgement: {},
  checksLease: {},
  countsFromRequest: { ...oneToken, weights: { change: 8, verify: 4 }, delays: 0.25, stepPauses: 0 },
  appliesBeforeExtending: {
    ...oneToken,
    weights: { change: 8, verify: 4, pause: 2, halfOpen: 2 },
    delays: 0.1,
  },
  guardsMemory: {},
  refusesOlderLookUps: { staleReads: 0.3 },
  readsMembersAfterCommit: {
    ...oneToken,
    weights: { change: 10, verify: 4, double: 1, kill: 4 },
    commitMsMax: 200,
  },
  registersBeforeReading: {
    weights: { change: 20, verify: 6, pause: 6 },
    happenings: 60,
    length: 4,
    nodes: 2,
    tokens: 2,
    commitMsMax: 100,
    delays: 0,
    stepPauses: 0,
  },
  catchesUpWhenJoining: {},
  appliesInOrder: { ...oneToken, weights: { change: 10, verify: 4, cut: 2 }, tokens: 2, delays: 0.1 },
  fencesOnlySilentNodes: slowToAcknowledge,
  takesFreshIds: { ...oneToken, weights: { change: 10, verify: 6, halfOpen: 3, double: 3 }, delays: 0.02 },
  stopsBeforeLeaving: { ...oneToken, weights: { change: 10, verify: 4, leave: 6 }, delays: 0.1 },
  allowsForDrift: { ...oneToken, weights: { change: 10, halfOpen: 4 }, stepPauses: 0, delays: 0 },
  discardsLookUpsWhenJoining: {
    weights: { change: 10, verify: 12 },
    happenings: 40,
    length: 1,
    nodes: 1,
    tokens: 1,
    stepPauses: 0.7,
    stepPauseMs: 400,
    plan: [
      [200, 'detachStandby'],
      [205, 'change'],
      [210, 'change'],
      [230, 'endWaits'],
      [240, 'verify'],
      [260, 'verify'],
      [300, 'failOver'],
      [320, 'cut'],
    ],
  },
  numbersInCommitOrder: {},
  looksUpInOneStatement: {},
  keepsRowsDurable: { ...oneToken, weights: { change: 8, verify: 4, crash: 3 }, delays: 0.02 },
  comparesBeats: slowToAcknowledge,
  sharesNoLookUpSent: {
    weights: { issue: 3, guess: 10 },
    happenings: 20,
    length: 0.5,
    nodes: 2,
    tokens: 1,
    delays: 0.2,
    stepPauses: 0,
  },
  waitsOnAlready: { ...oneToken, weights: { change: 6, changeAgain: 6, verify: 4 }, delays: 0.05 },
  sharesNoLookSent: {
    weights: { change: 12, verify: 4, double: 3, halfOpen: 4, kill: 1 },
    happenings: 50,
    length: 2,
    nodes: 2,
    tokens: 1,
    delays: 0.1,
    stepPauses: 0,
  },
  looksUpUnderLease: {
    weights: { change: 1 },
    happenings: 3,
    length: 1,
    nodes: 2,
    tokens: 2,
    plan: [
      [100, 'change'],
      [104, 'change'],
      [108, 'change'],
      [112, 'failOver'],
      [120, 'change'],
      [130, 'change'],
    ],
  },
  hearsItselfOnOneServer: { ...forkedSchedules, nodes: 1, tokens: 2 },
  looksOnOneServer: forkedSchedules,
};
