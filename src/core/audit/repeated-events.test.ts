import { expect, it } from 'vitest';
import type { NewAuditEvent } from './audit-event.ts';
import { RepeatedEvents } from './repeated-events.ts';

const HOUR_MS = 3_600_000;

it('records the first event of a key at once and counts the others of the hour onto it', async () => {
  const { events, recorded } = recording();
  await events.note('a', eventAt(0));
  await events.note('a', eventAt(1));
  await events.note('b', eventAt(2));
  await events.note('a', eventAt(HOUR_MS - 1));
  expect(recorded).toEqual(['a at 0, 1 times', 'b at 2, 1 times']);
  await events.settle();
  await events.settle();
  await events.note('a', eventAt(HOUR_MS));
  expect(recorded.slice(2)).toEqual(['a at 0, 2 times', `a at ${HOUR_MS}, 1 times`]);
});

it('keeps repeats that could not be written', async () => {
  const { events, recorded, fail } = recording();
  await events.note('a', eventAt(0));
  await events.note('a', eventAt(1));
  fail(true);
  await expect(events.settle()).rejects.toThrow('disk');
  await events.note('a', eventAt(2));
  fail(false);
  await events.settle();
  expect(recorded).toEqual(['a at 0, 1 times', 'a at 0, 2 times']);
});

it('does not let a caller go on whose first event could not be recorded', async () => {
  const { events, fail } = recording();
  fail(true);
  await expect(events.note('a', eventAt(0))).rejects.toThrow('disk');
});

function recording() {
  const recorded: string[] = [];
  let failing = false;
  const events = new RepeatedEvents(async ({ event, repeat }) => {
    if (failing) throw new Error('disk');
    recorded.push(`${repeat?.key} at ${event.at}, ${repeat?.times} times`);
    return { outcome: 'recorded', subjects: [] };
  });
  return {
    events,
    recorded,
    fail: (value: boolean) => {
      failing = value;
    },
  };
}

function eventAt(at: number): NewAuditEvent {
  return {
    type: 'secrets_read',
    at,
    actor: { accountId: 1, tokenId: 1, via: 'test', ip: null, requestId: null },
  };
}
