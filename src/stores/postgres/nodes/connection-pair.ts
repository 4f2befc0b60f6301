import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientBase } from 'pg';
import type { AnnouncedChange } from '../../../core/nodes/logged-change.ts';
import type { NodeDatabase } from '../../../core/nodes/node-database.ts';
import { connectionSettings, prepareSession } from '../connection-settings.ts';
import { changeChannel } from './change-log.ts';
import { createNodeDatabase, parseAnnouncement } from './node-rows.ts';
import { readServerIdentity } from './server-identity.ts';

/** How to connect. */
export interface PairOptions {
  readonly url: string;
  readonly leaseMs: number;
  /** How long an answer on the control connection may take. */
  readonly answerMsMax: number;
  /** Connections for look-ups; 0: they share the control connection. */
  readonly lookUps: number;
  readonly onAnnouncement: (change: AnnouncedChange) => void;
}

/**
 * The connections of a node, which live and die together: one to follow the log, the others to look tokens up. All speak
 * to the same life of the same server, so that what one shows the others show as well.
 */
export interface ConnectionPair {
  /** Names that server. */
  readonly server: string;
  readonly database: NodeDatabase;
  readonly lookUps: readonly ClientBase[];
  /** Resolves when one of the connections is gone. */
  readonly lost: Promise<void>;
  readonly isLost: boolean;
  close(): Promise<void>;
}

/** A server that is gone without a word does not say goodbye either: until then, and no longer, it is waited for. */
const GOODBYE_MS_MAX = 500;

// The planner takes a table that nobody analyzed for a small one: it must use the index all the same.
const byIndexOnly = 'set enable_seqscan = off';

export async function openConnectionPair(options: PairOptions): Promise<ConnectionPair> {
  const lost = Promise.withResolvers<void>();
  let isLost = false;
  const sockets: Socket[] = [];
  const stream = () => {
    const socket = new Socket();
    sockets.push(socket);
    return socket;
  };
  const settings = { ...connectionSettings(options.url), pipeline: true, stream };
  const control = new Client({ ...settings, query_timeout: options.answerMsMax });
  const lookUps = Array.from({ length: options.lookUps }, () => new Client(settings));
  const clients = [control, ...lookUps];
  const lose = () => {
    isLost = true;
    lost.resolve();
    for (const client of clients) void client.end().catch(() => undefined);
  };
  for (const client of clients) client.on('error', lose).on('end', lose);
  control.on('notification', ({ channel, payload = '' }) => {
    const change = channel === changeChannel ? parseAnnouncement(payload) : null;
    if (change !== null) options.onAnnouncement(change);
  });
  try {
    const [server = '', ...others] = await Promise.all(clients.map(open));
    if (others.some((other) => other !== server))
      throw new Error('the database address leads to different servers');
    // Before the log is read, so that no change falls between.
    await control.query(`listen ${changeChannel}`);
    return {
      server,
      database: createNodeDatabase(control, options.leaseMs),
      lookUps: lookUps.length === 0 ? [control] : lookUps,
      lost: lost.promise,
      get isLost() {
        return isLost;
      },
      async close() {
        isLost = true;
        const ended = Promise.all(clients.map((client) => client.end().catch(() => undefined)));
        await Promise.race([ended, sleep(GOODBYE_MS_MAX, undefined, { ref: false })]);
        for (const socket of sockets) socket.destroy();
        // Nothing that these connections still tell comes after what the next ones tell.
        await ended;
      },
    };
  } catch (error) {
    lose();
    throw error;
  }
}

async function open(client: Client): Promise<string> {
  await client.connect();
  await prepareSession(client);
  await client.query(byIndexOnly);
  return readServerIdentity(client);
}
