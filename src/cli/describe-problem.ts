import { printable } from './printable.ts';

interface Problem {
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly errors?: unknown;
}

/** An answer that is no success in one line: the members at fault with what is wrong, else what the server says. */
export function describeProblem({
  status,
  json,
}: {
  readonly status: number;
  readonly json: unknown;
}): string {
  if (typeof json !== 'object' || json === null)
    return `the server answered ${status} in words that are not Jeton's: is this address right?`;
  const { title, detail, errors } = json as Problem;
  const said = memberFaults(errors) ?? firstText(detail, title) ?? `the server answered ${status}`;
  return printable(said);
}

function memberFaults(errors: unknown): string | null {
  if (typeof errors !== 'object' || errors === null) return null;
  const faults = Object.entries(errors).map(
    ([field, messages]) => `${field === '' ? '' : `${field}: `}${[messages].flat().join(' ')}`,
  );
  return faults.length === 0 ? null : faults.join('; ');
}

function firstText(...candidates: readonly unknown[]): string | null {
  return candidates.find((one): one is string => typeof one === 'string' && one !== '') ?? null;
}
