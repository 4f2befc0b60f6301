import { expect, it } from 'vitest';
import { Distribution } from '../../core/statistics/distribution.ts';
import { Metrics } from './metrics.ts';

it('renders what it reads as Prometheus wants it', async () => {
  const metrics = new Metrics();
  const sizes = new Distribution([0.5, 1]);
  for (const value of [0.2, 0.7, 3]) sizes.note(value);
  metrics.counter('a_total', 'Help with \\ and\na line.', () => [[{ of: 'x"y\\z\n', to: '' }, 2]]);
  metrics.gauge('b', 'B.', async () => Number.NaN);
  metrics.histogram('c', 'C.', () => [[{ of: 'x' }, sizes]]);
  expect((await metrics.render()).split('\n')).toEqual([
    '# HELP a_total Help with \\\\ and\\na line.',
    '# TYPE a_total counter',
    'a_total{of="x\\"y\\\\z\\n",to=""} 2',
    '# HELP b B.',
    '# TYPE b gauge',
    'b NaN',
    '# HELP c C.',
    '# TYPE c histogram',
    'c_bucket{of="x",le="0.5"} 1',
    'c_bucket{of="x",le="1"} 2',
    'c_bucket{of="x",le="+Inf"} 3',
    'c_sum{of="x"} 3.9',
    'c_count{of="x"} 3',
    '',
  ]);
});

it('leaves out a metric that cannot be read, and tells the others', async () => {
  const metrics = new Metrics();
  metrics.gauge('broken', 'B.', async () => Promise.reject(new Error('gone')));
  metrics.gauge('whole', 'W.', () => 1);
  expect(await metrics.render()).toBe('# HELP whole W.\n# TYPE whole gauge\nwhole 1\n');
});
