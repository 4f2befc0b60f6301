import type { TSchema } from 'typebox';

/** What a caller must be to make a call, as the reference of the API tells it. */
export interface CallNeeds {
  /** `admin`: an administrator; `owner`: an account that may change what is its own. */
  readonly role?: 'admin' | 'owner';
  /** Any one of these scopes will do; none is for calls that need no scope. */
  readonly scopes: readonly string[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on calls that need an authenticated caller, where the dialect tells it by the call. */
    readonly needs?: CallNeeds;
  }
}

/** A group of calls that the reference shows together. */
interface Area {
  readonly name: string;
  readonly description: string;
  /** The paths of its calls, for calls whose schema names no area; the first area that fits has the call. */
  readonly paths: RegExp;
}

/** What a dialect tells about itself for the reference of the API; the calls tell the rest in their schemas. */
export interface DialectReference {
  readonly title: string;
  /** How the dialect authenticates, pages and refuses, in CommonMark. */
  readonly description: string;
  readonly areas: readonly Area[];
  /** OpenAPI security schemes by name. */
  readonly securitySchemes: Readonly<Record<string, object>>;
  /** Names of the schemes of which a call needs any one, unless its schema or its configuration says otherwise. */
  readonly security: readonly string[];
  /** Media types that a body may have. */
  readonly bodyTypes: readonly string[];
  readonly errorType: string;
  /** The body of every refusal that a call does not list. */
  readonly errorBody: TSchema;
  /** What parameters of paths mean that the schemas of calls leave out. */
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** What tells the calls of a path from the same calls under another path. */
  idSuffix?(path: string): string;
  /** The headers of an answer with this status, with what they tell. */
  headersOf(status: string, call: { readonly isList: boolean }): Readonly<Record<string, string>>;
}
