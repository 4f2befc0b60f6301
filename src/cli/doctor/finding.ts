/** What one check of the doctor found. */
export interface Finding {
  readonly check: string;
  readonly passed: boolean;
  readonly found: string;
  /** What to do about it; null when there is nothing to do, which a check that has passed may still leave. */
  readonly advice: string | null;
}

export function pass(check: string, found: string): Finding {
  return { check, passed: true, found, advice: null };
}

/** Not wrong by itself, and worth a thought. */
export function warn(check: string, found: string, advice: string): Finding {
  return { check, passed: true, found, advice };
}

export function fail(check: string, found: string, advice: string): Finding {
  return { check, passed: false, found, advice };
}
