import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that breaks where a test wants it to. */
export interface CutProxy {
  readonly port: number;
  /** What has gone to the server so far, as text. */
  sent(): string;
  /** Answers how to ask what has gone over the connections of this moment since. */
  watchPresent(): () => string;
  /** Breaks the connection on which this text is sent next: before it arrives, or before its answer does. */
  cutAt(text: string, when: 'before it arrives' | 'before it is answered'): void;
  close(): void;
}

export async function openCutProxy(target: number): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  let sent = '';
  const watchers = new Map<Socket, ((text: string) => void)[]>();
  let cut: { readonly text: string; readonly arrives: boolean } | null = null;
  const listener = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    watchers.set(client, []);
    let isCut = false;
    client.on('data', (data) => {
      const text = data.toString('latin1');
      if (cut !== null && text.includes(cut.text)) {
        isCut = true;
        if (cut.arrives) server.write(data);
        else server.destroy();
        cut = null;
        if (!server.writable) client.destroy();
        return;
      }
      sent += text;
      for (const note of watchers.get(client) ?? []) note(text);
      server.write(data);
    });
    server.on('data', (data) => {
      if (isCut) client.destroy();
      else client.write(data);
    });
    client.on('close', () => server.end());
    server.on('close', () => client.destroy());
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as { port: number }).port,
    sent: () => sent,
    watchPresent() {
      let since = '';
      for (const notes of watchers.values()) {
        notes.push((text) => {
          since += text;
        });
      }
      return () => since;
    },
    cutAt(text, when) {
      cut = { text, arrives: when === 'before it is answered' };
    },
    close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
