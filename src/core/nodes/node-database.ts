import type { Member } from './acknowledgement.ts';
import type { LoggedChange } from './logged-change.ts';

/** What the database tells with every answer on the log: how far it is, and its time of day in Unix milliseconds. */
export interface LogHead {
  readonly head: number;
  readonly time: number;
}

/** A node's own row. */
export interface NodeRow extends LogHead {
  readonly beat: number;
  readonly fenced: boolean;
}

/**
 * What a node asks of the database over one connection, each a statement of its own. What is written here is durable
 * when the promise resolves, acknowledgements left aside.
 */
export interface NodeDatabase {
  /** Makes the node's row. */
  register(node: { readonly id: string; readonly name: string }): Promise<void>;
  /** The node's row as it stands; null when it is gone. */
  readNode(id: string): Promise<NodeRow | null>;
  /** One more beat; null when the row is gone or fenced. */
  renew(id: string): Promise<NodeRow | null>;
  /** The changes above `after` in order, as many as one answer holds; the first may be missing from a trimmed log. */
  readChanges(after: number): Promise<LogHead & { readonly changes: readonly LoggedChange[] }>;
  /** Tells the others how far this node is; may be lost. */
  acknowledge(id: string, applied: number): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What a changer asks of the database. */
export interface ChangerDatabase {
  /** The nodes that are not fenced, as the server shows them that has the change; rejects when another one answers. */
  readMembers(): Promise<readonly Member[]>;
  /** Fences a node, unless its beat is another one by now. */
  fence(member: Pick<Member, 'id' | 'beat'>): Promise<void>;
}
