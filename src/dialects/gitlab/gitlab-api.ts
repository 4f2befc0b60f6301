import type { FastifyInstance, preValidationAsyncHookHandler } from 'fastify';
import type { Entrance } from '../dialect.ts';
import type { Authentication } from './authentication.ts';

/** What every area of GitLab's API adds its routes with. */
export interface GitlabApi extends Authentication {
  readonly scope: FastifyInstance;
  readonly entrance: Entrance;
  readonly authority: Entrance['authority'];
  /** Whoever may read: scope `api` or `read_api`. */
  readonly readers: preValidationAsyncHookHandler;
  /** Whoever may change something: scope `api`. */
  readonly writers: preValidationAsyncHookHandler;
  /** Administrators with scope `api`. */
  readonly administrators: preValidationAsyncHookHandler;
}

/** Where GitLab's API begins. */
export const BASE_PATH = '/api/v4';
