import type { Dialect, Entrance } from './dialect.ts';
import { createDynatraceDialect } from './dynatrace/routes.ts';
import { createGitlabDialect } from './gitlab/routes.ts';
import { createNativeDialect } from './native/routes.ts';
import { createUnleashDialect } from './unleash/routes.ts';

/** Every dialect that the server speaks; the first is whose words answer a path that is nobody's. */
export const dialects: readonly ((entrance: Entrance) => Dialect)[] = [
  createNativeDialect,
  createGitlabDialect,
  createUnleashDialect,
  createDynatraceDialect,
];
