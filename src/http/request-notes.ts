import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What is known of a request beyond HTTP, for the log, the metrics and the traces; never a secret. */
interface RequestNotes {
  /** The token that the caller presented, where it is known, good or not. */
  callerTokenId: number | null;
  /** The client's address, where the caller presented a token. */
  clientAddress: string | null;
  /** Why the request was refused. */
  denial: string | null;
  /** Of the tokens that the request asked about: how many were judged, how many of them refused, why the last one was. */
  judged: { count: number; refused: number; tokenId: number | null; reason: string | null } | null;
}

declare module 'fastify' {
  interface FastifyRequest extends RequestNotes {}
  interface FastifyContextConfig {
    /** Whose route this is. */
    dialect?: string;
    /** Asked so often that only a sample of its successes is logged. */
    frequent?: boolean;
  }
}

/** Gives every request of a server room for notes. */
export function keepNotes(server: FastifyInstance): void {
  const blank: RequestNotes = { callerTokenId: null, clientAddress: null, denial: null, judged: null };
  for (const [name, value] of Object.entries(blank)) server.decorateRequest(name, value);
}

/** Takes note of why a request is refused; the first reason stands. */
export function noteDenial(request: FastifyRequest, reason: string): void {
  request.denial ??= reason;
}

/** Takes note of a token that a request asked about; `reason` is null for a good one. */
export function noteJudged(request: FastifyRequest, tokenId: number | null, reason: string | null): void {
  const { count, refused } = request.judged ?? { count: 0, refused: 0 };
  request.judged = { count: count + 1, refused: refused + (reason === null ? 0 : 1), tokenId, reason };
}
