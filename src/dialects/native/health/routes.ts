import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Entrance } from '../../dialect.ts';
import { sendProblem } from '../errors.ts';
import type { NativeServer } from '../native-server.ts';
import { problems } from '../schemas.ts';

const RETRY_SECONDS = 1;
const frequent = { config: { frequent: true } };

const statusSchema = Type.Object({ status: Type.Literal('ok') });

const livezSchema = { operationId: 'livez', summary: 'The process lives', response: { 200: statusSchema } };
const readyzSchema = {
  operationId: 'readyz',
  summary: 'The process can answer: database, key, disk; a problem says what fails',
  response: { 200: statusSchema, ...problems(503) },
};
const metricsSchema = {
  operationId: 'metrics',
  summary: 'Metrics for Prometheus',
  response: { 200: Type.String({ description: 'The text format of Prometheus, version 0.0.4.' }) },
};

/** Whether the process lives, whether it can answer, and what it counts: for operators' tools, without a token. */
export function addHealthRoutes(server: NativeServer, { monitoring }: Entrance): void {
  server.get('/livez', { ...frequent, schema: livezSchema }, async () => ({ status: 'ok' as const }));

  server.get('/readyz', { ...frequent, schema: readyzSchema }, async (request, reply) => {
    const failing = await monitoring.failingChecks();
    return failing.length === 0 ? { status: 'ok' as const } : sendNotReady(request, reply, failing);
  });

  server.get('/metrics', { ...frequent, schema: metricsSchema }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await monitoring.metrics()),
  );
}

type FailingChecks = Awaited<ReturnType<Entrance['monitoring']['failingChecks']>>;

function sendNotReady(request: FastifyRequest, reply: FastifyReply, failing: FailingChecks) {
  for (const { name, cause } of failing) request.log.warn({ check: name, err: cause }, 'not ready');
  const detail = `Not ready: ${failing.map(({ failure }) => failure).join('; ')}.`;
  return sendProblem(request, reply, { status: 503, detail, retryAfterSeconds: RETRY_SECONDS });
}
