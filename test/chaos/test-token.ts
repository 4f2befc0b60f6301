import type { Asked } from './chaos-node.ts';

/** The kinds under test: one of each dialect. */
export const testKinds = [
  'access_token',
  'personal_access_token',
  'unleash_admin_token',
  'dynatrace_api_token',
] as const;

export type TestKind = (typeof testKinds)[number];

/** An account that tokens act for. */
export interface TestAccount {
  readonly name: string;
  readonly id: number;
}

/** A token as the driver knows it. */
export interface TestToken {
  readonly name: string;
  readonly id: number;
  readonly kind: TestKind;
  readonly secret: string;
  readonly publicId: string;
  readonly account: TestAccount | null;
}

/** The scope that a wide access token covers and a narrow one does not. */
export const demandedScope = 'chaos:use';

/** A request as the administrator, in the way of each dialect. */
export function asRoot(rootSecret: string, asked: Asked = {}): Asked {
  return { ...asked, headers: { ...asked.headers, authorization: `Bearer ${rootSecret}` } };
}
