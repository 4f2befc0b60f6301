import { crc32 } from 'node:zlib';
import type { UseRecord } from './uses.ts';

/** Uses that were written together. */
export interface JournalBatch {
  /** Counts up from 1 within a journal, without gaps. */
  readonly number: number;
  readonly records: readonly UseRecord[];
}

/** A batch as one line: number, CRC-32 of what follows it, records; `[token, time, address, noted, is the address news]`. */
export function encodeBatch({ number, records }: JournalBatch): string {
  const body = `${number} [${records.map(encodeRecord).join(',')}]`;
  return `${checksumOf(body)} ${body}\n`;
}

// By hand: this is written for every use.
function encodeRecord({ tokenId, use, addresses }: UseRecord): string {
  const ip = use.lastUsedIp === null ? 'null' : JSON.stringify(use.lastUsedIp);
  return `[${tokenId},${use.lastUsedAt},${ip},${use.notedAt},${addresses.length}]`;
}

/** The batches of a journal behind number `after`, up to the first that is torn, altered or out of order. */
export function readBatches(journal: string, after: number): readonly JournalBatch[] {
  const batches: JournalBatch[] = [];
  let expected = 1;
  for (const line of journal.split('\n').slice(0, -1)) {
    const batch = readBatch(line);
    if (batch?.number !== expected) break;
    if (batch.number > after) batches.push(batch);
    expected += 1;
  }
  return batches;
}

type Row = readonly [number, number, string | null, number | null, number];

function readBatch(line: string): JournalBatch | null {
  const [, checksum, body, number, rows] = /^([0-9a-f]{8}) ((\d{1,15}) (\[.*\]))$/.exec(line) ?? [];
  if (body === undefined || rows === undefined || checksumOf(body) !== checksum) return null;
  return { number: Number(number), records: (JSON.parse(rows) as readonly Row[]).map(toRecord) };
}

function toRecord([tokenId, at, ip, notedAt, news]: Row): UseRecord {
  const use = { count: 1, lastUsedAt: at, lastUsedIp: ip, notedAt };
  return { tokenId, use, addresses: news > 0 && ip !== null ? [{ ip, at }] : [] };
}

function checksumOf(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
