/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/** What a dialect merely echoes about a record; the core never decides on it, except where a kind says so. */
export type Attributes = { readonly [member: string]: Json };
