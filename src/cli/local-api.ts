import { destination, pino } from 'pino';
import { createApp } from '../app.ts';
import { openInstallation, type Settings } from '../installation.ts';
import type { DirectoryLock } from '../stores/sqlite/directory-lock.ts';
import { writeAdminTokenFile } from './admin-token-file.ts';
import type { NativeApi } from './native-api.ts';

const STDERR = 2;

/** The native API over the store itself, in this process, for the operator; the lock is released when it is closed. */
export async function openLocalApi(settings: Settings, lock: DirectoryLock): Promise<NativeApi> {
  await using opened = new AsyncDisposableStack();
  opened.defer(() => lock.release());
  const { config } = settings;
  const { authority, generatedSecret, close } = await openInstallation(settings);
  opened.defer(close);
  if (generatedSecret !== null) {
    const path = writeAdminTokenFile(config.dataDir, generatedSecret);
    process.stderr.write(`jeton: new store; the first administrator's token was written to ${path}\n`);
  }
  const logger = pino({ level: 'error' }, destination({ dest: STDERR, sync: true }));
  const app = await createApp({ config, authority, logger, callers: 'operator' });
  opened.defer(() => app.close());
  const closing = opened.move();
  return {
    async request(method, url, body) {
      const { statusCode, payload } = await app.inject({ method, url, ...(body && { payload: body }) });
      return { status: statusCode, json: payload === '' ? undefined : JSON.parse(payload) };
    },
    close: () => closing.disposeAsync(),
  };
}
