import type { Acknowledgement, Member } from './acknowledgement.ts';
import type { ChangerDatabase } from './node-database.ts';

/** What a changer works with while it waits. */
export interface ChangerParts {
  /** Milliseconds on the monotonic clock. */
  readonly monotonic: () => number;
  /** The first look at the nodes, over the connection that committed, in a statement after the commit. */
  readonly readMembersFirst: () => Promise<readonly Member[]>;
  readonly database: ChangerDatabase;
  /** The node of this process, where it is one: what it has applied need not be read. */
  readonly own: () => Pick<Member, 'id' | 'applied'> | null;
  /** Waits for a time, or less. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

const FIRST_PAUSE_MS = 1;
const PAUSE_MS_MAX = 25;

/** Waits until a committed change is over; without the database that is when the whole wait has passed. Never rejects. */
export async function awaitAcknowledgement(
  acknowledgement: Acknowledgement,
  parts: ChangerParts,
): Promise<void> {
  const { monotonic, pause } = parts;
  const looking = look(acknowledgement, parts);
  // A look may hang with the database: what the clock says counts without it.
  while (!acknowledgement.isOver(monotonic()))
    await Promise.race([looking, pause(acknowledgement.overAt - monotonic())]);
}

async function look(acknowledgement: Acknowledgement, parts: ChangerParts): Promise<void> {
  const { monotonic, readMembersFirst, database, own, pause } = parts;
  await readMembersFirst().then(
    (members) => acknowledgement.membersArrived(members, monotonic()),
    () => undefined,
  );
  let pauseMs = FIRST_PAUSE_MS;
  while (true) {
    const self = own();
    if (self !== null) acknowledgement.heard(self.id, self.applied);
    if (acknowledgement.isOver(monotonic())) return;
    await pause(pauseMs);
    pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX);
    await database.readMembers().then(
      (members) => acknowledgement.looked(members),
      () => undefined,
    );
  }
}

/** Shuts out the nodes that stayed silent, so that later changes need not wait for them; after the answer is given. */
export async function fenceSilent(
  acknowledgement: Acknowledgement,
  { monotonic, database, pause }: ChangerParts,
): Promise<void> {
  const { fenceAt } = acknowledgement;
  if (fenceAt === null || acknowledgement.silent.length === 0) return;
  while (monotonic() < fenceAt) await pause(fenceAt - monotonic());
  for (const member of acknowledgement.silent) await database.fence(member).catch(() => undefined);
}
