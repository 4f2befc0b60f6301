import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StoreWatcher } from '../watch-store.ts';

/** Spans of requests, and of what the store was asked for them. */
export interface Tracing {
  /** Opens a request's span, and goes on within it. */
  begin(request: FastifyRequest, goOn: () => void): void;
  /** Ends a request's span. */
  end(request: FastifyRequest, reply: FastifyReply): void;
  readonly watchCall: StoreWatcher;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}
