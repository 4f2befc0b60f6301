import type { Random } from '../random.ts';
import type { DialectName, KindName } from './kind-name.ts';

/** What happens to a token of a kind when somebody revokes it. */
type RevocationEffect =
  /** The record stays, marked revoked. */
  | 'revoke'
  /** The secret is replaced by a fresh one: the old record is revoked with reason `reset` and names its successor. */
  | 'reset'
  /** The record becomes a tombstone, invisible in its dialect. */
  | 'delete'
  /** The kind cannot be revoked. */
  | 'none';

/** What a kind's generator may weave into a secret. */
export interface SecretContext {
  /** Id of the account the token acts for; GitLab's routable payload carries it. */
  readonly accountId: number | null;
  /** `attributes` of the record about to be issued (Unleash reads `projects` and `environment`, runners `runner_type`). */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The prefixes that an installation may configure, with every value ever used. */
export interface KindSettings {
  /** GitLab personal access token prefix for new tokens; may be blank. */
  readonly gitlabTokenPrefix: string;
  /** GitLab instance prefix for new tokens; blank for none. */
  readonly gitlabInstancePrefix: string;
  /** Every value of the personal access token prefix ever used, the default and the current one included. */
  readonly gitlabTokenPrefixesKnown: readonly string[];
  /** Every value of the instance prefix ever used, the current one included; never blank. */
  readonly gitlabInstancePrefixesKnown: readonly string[];
  /** Scopes that the installation adds to Dynatrace's own list. */
  readonly dynatraceExtraScopes: readonly string[];
}

/** What the shape of a string says with regard to one format, before any I/O. */
type Shape =
  /** Prefix, shape and (where the format has one) checksum are right. */
  | 'well_formed'
  /** The format's own prefix is there, but the shape or the checksum is wrong. */
  | 'malformed'
  /** Not this format. */
  | 'other';

/** How the secrets of one or more kinds look: several kinds may share a format (GitLab's PAT family). */
export interface TokenFormat {
  /** Literal prefixes that secrets of this format begin with; empty when it has none (Unleash). */
  readonly prefixes: readonly string[];
  /** An ECMAScript regular expression source, without anchors, for scanners. */
  readonly pattern: string;
  /** The checksum that the format carries. */
  readonly checksum: 'crc32-base62' | 'crc32-base36' | null;
  /** Whether a secret of this format may begin with none of `prefixes`. */
  readonly unprefixed: boolean;
  /** Tells the shape of any string at all; never throws. */
  recognise(secret: string): Shape;
  /** Makes a fresh secret. */
  generate(random: Random, context: SecretContext): string;
  /** The part of a secret that may be shown, for any string (imported secrets may have any shape). */
  publicId(secret: string): string;
}

/** One kind of token. */
export interface Kind {
  readonly name: KindName;
  readonly dialect: DialectName;
  readonly format: TokenFormat;
  /** Whom a token of this kind acts for: with `account`, a record must name an account. */
  readonly actsFor: 'account' | 'resource' | 'none';
  /** Types of resource that a record of this kind may name, whatever it acts for; empty when it names none. */
  readonly resourceTypes: readonly string[];
  /** Whether a record must name a resource of one of `resourceTypes`. */
  readonly resourceRequired: boolean;
  /** What revoking means. */
  readonly revocation: RevocationEffect;
  /** Whether the native rotate call may replace its secret. */
  readonly rotatable: boolean;
  /** Whether the store may keep the secret sealed, because the wire format shows it again. */
  readonly sealed: boolean;
  /** The scopes that tokens of this kind may carry; `any` for RFC 6749 scope-tokens of the customer's own. */
  readonly scopes: 'any' | readonly string[];
  /** Scopes whose power its tokens have without naming them: their account's whole power in its dialect. */
  readonly unnamedScopes?: readonly string[];
  /** What holding a scope allows a caller to grant besides it, to tokens of this kind. */
  readonly impliedScopes?: Readonly<Record<string, readonly string[]>>;
  /** Whether a record without a given expiry gets the installation's default lifetime. */
  readonly defaultLifetime: boolean;
  /** A well-formed secret that is never issued. */
  readonly example: string;
}
