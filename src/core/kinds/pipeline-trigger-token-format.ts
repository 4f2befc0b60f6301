import { alphabet } from './alphabet.ts';
import type { TokenFormat } from './kind.ts';
import { createPrefixedFormat } from './prefixed-format.ts';
import { randomText } from './random-text.ts';

/** The format of GitLab's pipeline trigger tokens: `glptt-` and 40 hexadecimal digits. */
export function createPipelineTriggerTokenFormat(): TokenFormat {
  return createPrefixedFormat({
    prefixes: ['glptt-'],
    bodyPattern: '[0-9a-f]{40}',
    generateBody: (random) => randomText(random, alphabet.hex, 40),
  });
}
