import { Type } from 'typebox';
import type { Authority } from '../../../core/authority.ts';
import type { NativeServer } from '../native-server.ts';
import { problems } from '../schemas.ts';

const statusSchema = Type.Object({ status: Type.Literal('ok') });

const frequent = { config: { frequent: true } };

/** Whether the process lives, and whether it can answer: for load balancers, without a token. */
export function addHealthRoutes(server: NativeServer, authority: Authority): void {
  const livez = { operationId: 'livez', summary: 'The process lives', response: { 200: statusSchema } };
  server.get('/livez', { ...frequent, schema: livez }, async () => ({ status: 'ok' as const }));

  const readyz = {
    operationId: 'readyz',
    summary: 'The store answers',
    response: { 200: statusSchema, ...problems(503) },
  };
  server.get('/readyz', { ...frequent, schema: readyz }, async () => {
    await authority.ping();
    return { status: 'ok' as const };
  });
}
