const PHP_INT_MAX = 9_223_372_036_854_775_807n;

/**
 * The page asked for, as Laravel reads it: what PHP's FILTER_VALIDATE_INT accepts, at least 1; anything else is page 1
 * and never an error. Of several, the last counts.
 */
export function parsePageNumber(given: unknown): bigint {
  const text: unknown = Array.isArray(given) ? given.at(-1) : given;
  if (typeof text !== 'string') return 1n;
  const digits = /^[ \t\n\r\v]*\+?([1-9][0-9]{0,18})[ \t\n\r\v]*$/.exec(text)?.[1];
  const page = BigInt(digits ?? 1);
  return page > PHP_INT_MAX ? 1n : page;
}
