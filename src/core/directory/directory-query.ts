import type { AccountRole, AccountType } from './account.ts';
import type { ResourceType } from './resource.ts';

/** Which accounts; every member narrows. */
export interface AccountFilter {
  readonly type?: AccountType;
  readonly role?: AccountRole;
  readonly blocked?: boolean;
  /** Exactly this username, without regard to case. */
  readonly username?: string;
  /** Occurs in username or name, without regard to case, or is the e-mail address. */
  readonly text?: string;
  readonly afterId?: number;
}

/** Which resources; every member narrows. */
export interface ResourceFilter {
  readonly type?: ResourceType;
  readonly parentId?: number;
  readonly ownerId?: number;
  /** This resource itself and everything below it. */
  readonly withinId?: number;
  /** Occurs in path or name, without regard to case. */
  readonly text?: string;
  readonly afterId?: number;
}

/** A page by id: upwards unless it says otherwise. */
interface PageById {
  readonly direction?: 'asc' | 'desc';
  readonly limit: number;
  /** Rows to pass over: pages by number. */
  readonly offset?: number;
}

/** A page of accounts. */
export type AccountQuery = AccountFilter & PageById;

/** A page of resources. */
export type ResourceQuery = ResourceFilter & PageById;
