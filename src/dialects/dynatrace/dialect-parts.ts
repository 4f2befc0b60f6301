import type { Authority } from '../../core/authority.ts';
import type { Authentication } from './authentication.ts';
import type { TokenFinder } from './token-finder.ts';

/** What the calls of both versions are made of. */
export interface DialectParts {
  readonly authority: Authority;
  readonly access: Authentication;
  readonly tokens: TokenFinder;
}
