import { dirname } from 'node:path';
import type { Config } from '../../config/config.ts';
import { isSharedDatabase, sqliteFile } from '../../config/database-url.ts';
import { addProcessMetrics } from '../../monitoring/metrics/process-metrics.ts';
import { createMonitoring, type Monitoring } from '../../monitoring/monitoring.ts';
import type { Tracing } from '../../monitoring/tracing/tracing.ts';
import { version } from '../version.ts';
import { createWriteCheck } from './write-check.ts';

/** Begins to watch a server's process, and the disk that it needs. */
export function watchProcess({ dataDir, databaseUrl }: Config, tracing: Tracing | null): Monitoring {
  const monitoring = createMonitoring({ version, tracing });
  addProcessMetrics(monitoring.metrics);
  monitoring.readiness.add({
    name: 'data_directory',
    failure: 'the data directory cannot be written',
    check: createWriteCheck(dataDir),
  });
  const databaseDir = isSharedDatabase(databaseUrl) ? dataDir : dirname(sqliteFile(databaseUrl));
  if (databaseDir !== dataDir)
    monitoring.readiness.add({
      name: 'database_directory',
      failure: "the database's directory cannot be written",
      check: createWriteCheck(databaseDir),
    });
  return monitoring;
}
