import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TokenSecret } from '../core/token/token-secret.ts';

/** Keeps the first administrator's secret where only the data directory's owner finds it; answers where. */
export function writeAdminTokenFile(dataDir: string, secret: TokenSecret): string {
  const path = join(dataDir, 'admin-token');
  // One left by an earlier store would keep its own mode.
  rmSync(path, { force: true });
  writeFileSync(path, `${secret.reveal()}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return path;
}
