import {
  type FaultSpan,
  goodValues,
  type History,
  type Operation,
  type RegisterName,
  type RegisterValue,
  refusals,
  type Subject,
  type Violation,
} from './history.ts';

/** How long after a fault a busy machine may still be recovering from it. */
const RECOVERY_MS = 6_000;

/**
 * Compares what was answered with what may be answered: each register is a regular register, an answer comes from a
 * write begun before the answer ended and not overwritten by a write acknowledged before the verification began.
 */
export function checkHistory(history: History): readonly Violation[] {
  const registers = new Registers(history);
  const subjects = new Map(history.subjects.map((subject) => [subject.token, subject]));
  return [
    ...history.operations.flatMap((operation) => [
      ...checkAvailability(operation, history.faults),
      ...checkOrder(operation),
      ...checkVerdict(operation, subjects.get(operation.subject), registers),
    ]),
    ...checkCounts(history),
  ];
}

interface Write {
  readonly value: RegisterValue;
  readonly begin: number;
  /** Infinite where nobody knows whether and when it was made. */
  readonly end: number;
}

/** What each register may be read as. */
class Registers {
  readonly #writes = new Map<string, Write[]>();

  constructor({ operations }: History) {
    for (const { subject, writes, begin, end, outcome } of operations) {
      if (writes === undefined || outcome === 'fail') continue;
      const write = { value: writes.value, begin, end: outcome === 'ok' ? end : Number.POSITIVE_INFINITY };
      this.#of(subject, writes.register).push(write);
    }
  }

  mayHold(subject: string, register: RegisterName, value: RegisterValue, read: Operation): boolean {
    const writes = this.#of(subject, register);
    return writes.some(
      (write) =>
        write.value === value &&
        write.begin < read.end &&
        !writes.some((later) => later.begin > write.end && later.end < read.begin),
    );
  }

  #of(subject: string, register: RegisterName): Write[] {
    const key = `${subject} ${register}`;
    const known = this.#writes.get(key);
    if (known !== undefined) return known;
    const before = Number.NEGATIVE_INFINITY;
    const value = register === 'life' ? 'absent' : goodValues[register];
    const first: Write[] = [{ value, begin: before, end: before }];
    this.#writes.set(key, first);
    return first;
  }
}

function checkVerdict(
  operation: Operation,
  subject: Subject | undefined,
  registers: Registers,
): readonly Violation[] {
  const { verdict, demandsScope = false } = operation;
  if (verdict === undefined || subject === undefined) return [];
  const { token, account } = subject;
  const mayHold = (register: RegisterName, value: RegisterValue) =>
    register === 'state'
      ? account === null
        ? value === goodValues.state
        : registers.mayHold(account, register, value, operation)
      : registers.mayHold(token, register, value, operation);
  const names = (Object.keys(goodValues) as RegisterName[]).filter(
    (name) => name !== 'scope' || demandsScope,
  );
  if (verdict === 'valid') {
    const over = names.filter((name) => !mayHold(name, goodValues[name]));
    return over.map((name) => ({
      promise: 'R',
      what: `${token} was accepted, but its ${name} had been written otherwise`,
      operation,
    }));
  }
  const told = verdict === 'refused' ? Object.values(refusals) : [refusals[verdict]];
  if (told.some(([register, value]) => names.includes(register) && mayHold(register, value))) return [];
  return [
    { promise: 'fresh', what: `${token} was refused (${verdict}), but nothing had made it so`, operation },
  ];
}

function checkAvailability(operation: Operation, faults: readonly FaultSpan[]): readonly Violation[] {
  const { status, begin, end } = operation;
  if (status !== null && status < 500) return [];
  const isNearFault = faults.some((fault) => fault.begin <= end && begin <= fault.end + RECOVERY_MS);
  if ((status === null || status === 503) && isNearFault) return [];
  const what = status === null ? 'no answer, and no fault near' : `${status}, and no fault near explains it`;
  return [{ promise: 'availability', what, operation }];
}

function checkOrder(operation: Operation): readonly Violation[] {
  const { asOf, minAsOf } = operation;
  if (asOf === undefined || minAsOf === undefined || asOf >= minAsOf) return [];
  return [{ promise: 'order', what: `answered as of ${asOf} where ${minAsOf} was asked for`, operation }];
}

/** Answered valid, at most what was asked: the uses counted at the end lie between. */
function checkCounts({ operations, counts }: History): readonly Violation[] {
  const byToken = Map.groupBy(operations, ({ subject }) => subject);
  return counts.flatMap(({ token, count }) => {
    const uses = (byToken.get(token) ?? []).map((operation) => operation.uses ?? 'none');
    const answered = uses.filter((one) => one === 'one').length;
    const unknown = uses.filter((one) => one === 'maybe').length;
    if (answered <= count && count <= answered + unknown) return [];
    const what = `${token}: ${answered} uses were answered and ${unknown} may have been made, but ${count} are counted`;
    return [{ promise: 'U' as const, what }];
  });
}
