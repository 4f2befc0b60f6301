import type { Subject } from '../../../src/core/store-changes.ts';
import { LEASE_MS, Simulation, type SimulationOptions } from './simulation.ts';

/** How often what happens, relative to the rest. */
type Weights = Partial<Record<keyof typeof happenings, number>>;

export interface ScheduleOptions extends Partial<Omit<SimulationOptions, 'seed'>> {
  readonly weights?: Weights;
  /** How many things happen at most. */
  readonly happenings?: number;
  /** What happens for certain, at a virtual time. */
  readonly plan?: readonly (readonly [time: number, what: keyof typeof happenings])[];
  /** In leases. */
  readonly length?: number;
}

export interface Outcome {
  readonly violation: string | null;
  readonly answered: number;
  readonly refused: number;
  readonly acknowledgements: number;
}

/** Runs the schedule of a seed. */
export async function runSchedule(seed: number, options: ScheduleOptions = {}): Promise<Outcome> {
  const { weights = defaultWeights, happenings: count = 24, length = 5, plan = [], ...rest } = options;
  const simulation = createSimulation(seed, rest);
  const { random, time, history } = simulation;
  const end = length * LEASE_MS;
  const names = Object.keys(weights) as (keyof typeof happenings)[];
  const sum = names.reduce((total, name) => total + (weights[name] ?? 0), 0);
  for (let left = count; left > 0; left -= 1) {
    let drawn = random.next() * sum;
    const name = names.find((one) => {
      drawn -= weights[one] ?? 0;
      return drawn < 0;
    });
    if (name !== undefined) time.after(random.between(20, end), null, () => happenings[name](simulation));
  }
  for (const [at, name] of plan) time.after(at, null, () => happenings[name](simulation));
  for (const node of simulation.nodes) time.after(15, null, () => simulation.verifyAll(node));
  await time.run(end + LEASE_MS);
  history.checkNumbers(simulation.primary);
  const { violation, answered, refused, acknowledgements } = history;
  return { violation, answered, refused, acknowledgements };
}

function createSimulation(seed: number, rest: Omit<ScheduleOptions, 'weights'>): Simulation {
  const choice = new Simulation({ ...calm, seed, nodes: 0, tokens: 0 }).random;
  return new Simulation({
    seed,
    nodes: 1 + choice.integer(3),
    tokens: 1 + choice.integer(3),
    delays: choice.pick([0, 0, 0.01, 0.05]),
    stepPauses: choice.pick([0, 0.1, 0.3]),
    stepPauseMs: choice.pick([5, 200, 1.5 * LEASE_MS]),
    staleReads: choice.pick([0, 0, 0.3]),
    commitMsMax: choice.pick([1, 1, 100]),
    rates: [0.9, 1.1],
    ...rest,
  });
}

const calm = {
  commitMsMax: 1,
  delays: 0,
  stepPauses: 0,
  stepPauseMs: 0,
  staleReads: 0,
  rates: [1, 1],
} as const;

const defaultWeights: Record<keyof typeof happenings, number> = {
  change: 8,
  changeAgain: 1,
  issue: 1,
  verify: 4,
  guess: 0.5,
  verifyLater: 2,
  cut: 2,
  halfOpen: 1,
  pause: 2,
  kill: 1,
  leave: 0.5,
  double: 0.5,
  crash: 0.3,
  failOver: 0.4,
  detachStandby: 0.3,
  endWaits: 0.3,
  setClock: 0.3,
  changeRate: 0.5,
  trim: 0.5,
};

const happenings = {
  change: (simulation: Simulation) =>
    onNode(simulation, (node) => simulation.change(node, anySubject(simulation))),
  changeAgain: (simulation: Simulation) =>
    onNode(simulation, (node) => simulation.changeAgain(node, anySubject(simulation))),
  issue: (simulation: Simulation) =>
    onNode(simulation, (node) =>
      simulation.issue(node, simulation.options.tokens + simulation.random.integer(3)),
    ),
  verify: (simulation: Simulation) => onNode(simulation, (node) => simulation.verifyAll(node)),
  /** Somebody presents a secret that was not issued yet, or just now. */
  guess: (simulation: Simulation) =>
    onNode(simulation, (node) => {
      const token = simulation.options.tokens + simulation.random.integer(3);
      simulation.time.after(0, node, () => void node.verify(token));
    }),
  verifyLater: (simulation: Simulation) =>
    onNode(simulation, (node) => {
      const { random, options, history, time } = simulation;
      time.after(0, node, () => void node.verify(random.integer(options.tokens), history.lastNumber));
    }),
  cut: (simulation: Simulation) =>
    onNode(simulation, (node) => {
      for (const link of node.connections) link.cut();
    }),
  halfOpen: (simulation: Simulation) =>
    onNode(simulation, (node) => {
      const { random } = simulation;
      const direction = random.integer(3);
      for (const link of node.connections)
        if (random.chance(0.8)) link.halfOpen(direction !== 1, direction !== 0);
    }),
  pause: (simulation: Simulation) =>
    onNode(simulation, (node) => simulation.pause(node, simulation.random.between(0.2, 3) * LEASE_MS)),
  kill: (simulation: Simulation) =>
    onNode(simulation, (node) => {
      simulation.kill(node);
      simulation.time.after(simulation.random.between(0, 300), null, () => simulation.start(node.name));
    }),
  leave: (simulation: Simulation) =>
    onNode(simulation, (node) => {
      simulation.time.after(0, node, () => void node.leave());
      simulation.time.after(simulation.random.between(0, LEASE_MS), null, () => simulation.start(node.name));
    }),
  /** A second process of the same name, while the first still runs. */
  double: (simulation: Simulation) =>
    onNode(simulation, ({ name }) => {
      if (simulation.nodes.length < 3) simulation.start(name);
    }),
  crash: (simulation: Simulation) => simulation.crash(simulation.random.between(0, 600)),
  failOver: (simulation: Simulation) => simulation.failOver(simulation.random.between(0, 2_000)),
  detachStandby: ({ primary, time, random }: Simulation) => {
    primary.detachStandby();
    time.after(random.between(0, 500), null, () => primary.attachStandby());
  },
  endWaits: ({ primary, deposed }: Simulation) => {
    primary.cancelWaits();
    deposed?.cancelWaits();
  },
  setClock: (simulation: Simulation) =>
    onNode(simulation, (node) => node.stepWallClock(simulation.random.between(-5_000, 5_000))),
  changeRate: (simulation: Simulation) =>
    onNode(simulation, (node) => node.setRate(simulation.random.between(...simulation.options.rates))),
  trim: ({ primary: { tables }, random }: Simulation) => {
    tables.trimmed = Math.max(tables.trimmed, tables.head - random.integer(3));
  },
} as const;

function onNode({ nodes, random }: Simulation, happens: (node: Simulation['nodes'][number]) => void): void {
  if (nodes.length > 0) happens(random.pick(nodes));
}

function anySubject({ random, options: { tokens } }: Simulation): Subject {
  return random.chance(0.7)
    ? { type: 'token', id: random.integer(tokens) }
    : { type: 'account', id: random.integer(Math.min(tokens, 2)) };
}
