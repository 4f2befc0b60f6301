import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authority } from '../core/authority.ts';
import type { AuthorityError } from '../core/authority-error.ts';
import type { DialectName } from '../core/kinds/kind-name.ts';
import type { AheadDoors } from '../http/answer-ahead.ts';
import type { HttpFault } from '../http/http-fault.ts';
import type { DialectReference } from './dialect-reference.ts';
import type { Door } from './door.ts';

/** What a dialect is given: the authority, its door, and how the installation is set up. */
export interface Entrance {
  readonly authority: Authority;
  /** `operator`: every caller is the operator at the machine and presents no token (the control socket). */
  readonly callers: 'token' | 'operator';
  /** Where presented tokens are judged. */
  readonly door: Door;
  readonly settings: DialectSettings;
  /** The URL under which this request reached the server, without a trailing slash. */
  baseUrl(request: FastifyRequest): string;
  readonly monitoring: {
    /** The metrics of the process, as Prometheus reads them. */
    metrics(): Promise<string>;
    /** What keeps the process from answering; `failure` may be told to anybody, `cause` is for the log. */
    failingChecks(): Promise<
      readonly { readonly name: string; readonly failure: string; readonly cause: unknown }[]
    >;
  };
}

/** Settings that a dialect renders by; the core does not decide on them. */
export interface DialectSettings {
  /** Whether GitLab's DELETE /admin/token is offered: the documentation's feature flag. */
  readonly gitlabAdminTokenRevoke: boolean;
  /** Which releases of Unleash the answers look like. */
  readonly unleashProfile: 6 | 7;
  /** Whether Unleash's admin tokens may be created over its API. */
  readonly unleashAdminTokenCreation: boolean;
  /** Most Unleash API tokens that may exist; for the order of refusals only, issuing counts for itself. */
  readonly unleashTokenLimit: number;
}

/** A wire format in which the authority is spoken to. */
export interface Dialect {
  readonly name: DialectName;
  readonly reference: DialectReference;
  /** Whether a path is this dialect's, for faults that arise before or outside its routes. */
  owns(path: string): boolean;
  /** A path in the spelling that the routes have, for dialects that are lenient about case and slashes. */
  canonicalUrl?(url: string): string;
  /**
   * The dialect's own URL for a request under a path of another dialect, where only how it authenticates tells that it
   * is meant for this one; null for every other request.
   */
  claimedUrl?(url: string, headers: IncomingHttpHeaders): string | null;
  /** What is answered before the framework sees it, in the plain case. */
  readonly ahead?: AheadDoors;
  /** Adds the routes and content-type parsers, in a scope of their own. */
  register(scope: FastifyInstance): void | Promise<void>;
  /** Answers a refusal of the authority or a fault of the request in the dialect's own words. */
  refuse(error: AuthorityError | HttpFault, request: FastifyRequest, reply: FastifyReply): FastifyReply;
}
