import type { Study } from '../harness/report.ts';
import type { Workbench } from '../harness/workbench.ts';
import { studyChangeLog } from './change-log.ts';
import { studyExportAndImport } from './export-and-import.ts';
import { studyFourthNode } from './fourth-node.ts';
import { studyMemoryAndStart } from './memory-and-start.ts';
import { studyRevocationLatency } from './revocation-latency.ts';
import { studyStoreScan } from './store-scan.ts';
import { studyWorkers } from './workers.ts';

type RunStudy = (workbench: Workbench) => Promise<Omit<Study, 'id'>>;

/** What rows of load cannot tell. */
export const allStudies: Readonly<Record<string, RunStudy>> = {
  'revocation-latency': studyRevocationLatency,
  'change-log': studyChangeLog,
  'fourth-node': studyFourthNode,
  'memory-and-start': studyMemoryAndStart,
  'store-scan': studyStoreScan,
  'export-and-import': studyExportAndImport,
  workers: studyWorkers,
};
