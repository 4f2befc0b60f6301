import type { Dialect, Entrance } from './dialect.ts';

/** Every dialect that the server speaks; the first is whose words answer a path that is nobody's. */
export const dialects: readonly ((entrance: Entrance) => Dialect)[] = [];
