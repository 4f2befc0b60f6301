import { expect, it } from 'vitest';
import { mergeMetrics } from './merge-metrics.ts';

it('tells each metric once, with the samples of every process under its label', () => {
  const one = '# HELP a Of one.\n# TYPE a gauge\na 1\na{x="{ }"} 2\n# HELP b Other.\n# TYPE b counter\nb 3\n';
  const other = '# HELP a Of one.\n# TYPE a gauge\na 4\n';
  expect(
    mergeMetrics('worker', [
      ['1', one],
      ['2', other],
      ['3', ''],
    ]),
  ).toBe(
    '# HELP a Of one.\n# TYPE a gauge\na{worker="1"} 1\na{worker="1",x="{ }"} 2\na{worker="2"} 4\n' +
      '# HELP b Other.\n# TYPE b counter\nb{worker="1"} 3\n',
  );
});
