import { randomBytes, randomUUID } from 'node:crypto';

/** The source of randomness; injected, so that tests may fix it. */
export interface Random {
  /** `count` random bytes. */
  bytes(count: number): Buffer;
  /** A UUID, version 4. */
  uuid(): string;
}

/** Randomness from the operating system's generator. */
export const systemRandom: Random = { bytes: (count) => randomBytes(count), uuid: () => randomUUID() };
