import type { Static } from '@fastify/type-provider-typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { TokenPosition } from '../../../../core/store.ts';
import { ListParameters } from '../schemas.ts';

/** Everything that the next page needs: opaque to clients, and nothing is kept for them here. */
export interface PageKey {
  /** What the first page was asked for. */
  readonly parameters: Static<typeof ListParameters>;
  /** How many tokens there were at the first page: counting them again for each would cost more than the page. */
  readonly totalCount: number;
  /** Where the page before ended. */
  readonly after: TokenPosition;
}

export function toPageKey({ parameters, totalCount, after }: PageKey): string {
  return Buffer.from(JSON.stringify([parameters, totalCount, after.value, after.id]), 'utf8').toString(
    'base64url',
  );
}

/** Reads a key that `toPageKey` made; null for what cannot be one. */
export function parsePageKey(text: string): PageKey | null {
  const [parameters, totalCount, value, id, ...rest] = parseArray(
    Buffer.from(text, 'base64url').toString('utf8'),
  );
  if (!isListParameters(parameters) || !isCount(totalCount) || !isValue(value) || !isCount(id)) return null;
  const key = { parameters, totalCount, after: { value, id } };
  return rest.length === 0 && toPageKey(key) === text ? key : null;
}

let parametersCheck: Validator | null = null;

function isListParameters(value: unknown): value is Static<typeof ListParameters> {
  parametersCheck ??= Compile(ListParameters);
  return parametersCheck.Check(value);
}

function parseArray(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isValue(value: unknown): value is TokenPosition['value'] {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  return value === null || Number.isSafeInteger(value);
}
