import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKinds } from '../core/kinds/all-kinds.ts';
import { givenTraceId, requestIdOf, traceIdOf } from './request-identity.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const idFor = (given: string | string[]) => requestIdOf({ headers: { 'x-request-id': given as string } });

it.each([
  '7',
  'edge-4711.a/b',
  '0f8fad5b-d9cb-469f-a165-70867728950e',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  '7F000001:8296_7F00001E:1F90_4F7B0A69_0003:0DA6',
  'Root=1-67891233-abcdef012345678912345678',
])('takes the request id %s', (given) => expect(idFor(given)).toBe(given));

it.each(['2Pe4pSny4xM1E9roxsAWDqKYMQhqnm5HWE2S1e9w', 'f'.repeat(64), 'a-token-of-20-letters'])(
  'takes no id that an imported token may be: %s',
  (given) => expect(idFor(given)).toMatch(uuid),
);

it.each([
  '',
  ' ',
  'f'.concat('-f'.repeat(64)),
  'a b',
  'a, b',
  '{"a":1}',
  'é',
  '<x>',
  '-rf',
  '\u001b[0m',
  ['a', 'b'],
])('makes an id of its own in place of %j', (given) => expect(idFor(given)).toMatch(uuid));

it('takes no id that has the shape of one of our kinds', () => {
  const { all } = createKinds({
    gitlabTokenPrefix: 'f00d-',
    gitlabTokenPrefixesKnown: ['glpat-'],
    gitlabInstancePrefix: '',
    gitlabInstancePrefixesKnown: [],
    dynatraceExtraScopes: [],
  });
  const examples = all.map((kind) => kind.example).filter((example) => example !== '');
  expect(examples.length).toBeGreaterThan(20);
  for (const example of examples) expect(idFor(example)).not.toBe(example);
});

const trace = '0af7651916cd43dd8448eb211c80319c';
const traceIn = (traceparent: string) => givenTraceId({ traceparent });

it('reads the trace of a traceparent, of later versions with more fields too', () => {
  expect(traceIn(`00-${trace}-b7ad6b7169203331-01`)).toBe(trace);
  expect(traceIn(`01-${trace}-b7ad6b7169203331-01-what-comes`)).toBe(trace);
});

it.each([
  `00-${trace}-b7ad6b7169203331-01-more`,
  `ff-${trace}-b7ad6b7169203331-01`,
  `00-${trace.toUpperCase()}-b7ad6b7169203331-01`,
  `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
  `00-${trace}-${'0'.repeat(16)}-01`,
  `00-${trace}-b7ad6b7169203331`,
  '',
])('reads no trace in %j', (text) => expect(traceIn(text)).toBeNull());

it('never tells of any header but plain ids, and traces in the form of a UUID', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (id, traceparent) => {
      const raw = { headers: { 'x-request-id': id, traceparent } } as never;
      const taken = requestIdOf(raw);
      expect(taken).toMatch(/^[\w.:=+/-]{1,128}$/);
      const told = traceIdOf({ id: taken, raw });
      expect(told).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(traceIdOf({ id: taken, raw })).toBe(told);
    }),
  );
});
