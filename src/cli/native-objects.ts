/** What the commands read of the native API's objects; the wire carries more. */
export interface TokenObject {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly description: string | null;
  readonly status: string;
  readonly public_id: string;
  readonly account: { readonly id: number; readonly username: string } | null;
  readonly resource: { readonly id: number; readonly type: string; readonly path: string } | null;
  readonly scopes: readonly string[];
  readonly allowed_ips: readonly string[] | null;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly revoked_reason: string | null;
  readonly last_used_at: string | null;
  readonly last_used_ip: string | null;
  readonly usage_count: number;
  readonly rotated_from: number | null;
  readonly replaced_by: number | null;
  readonly grace_until: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface IssuedToken {
  readonly data: TokenObject;
  readonly meta: { readonly secret: string };
}

export interface AccountObject {
  readonly id: number;
  readonly type: string;
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: string;
  readonly state: string;
}

export interface ResourceObject {
  readonly id: number;
  readonly type: string;
  readonly path: string;
  readonly name: string;
}

export interface IdentificationObject {
  readonly class: string;
  readonly kind?: string;
  readonly token?: TokenObject;
  readonly looks_like?: string;
}

export interface RevocationObject {
  readonly outcome: string;
  readonly token?: TokenObject;
}

/** Whose a token is, in one word: its account, else its resource. */
export function ownerOf({ account, resource }: TokenObject): string | null {
  if (account !== null) return account.username;
  return resource === null ? null : `${resource.type}:${resource.path}`;
}
