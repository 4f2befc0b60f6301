import { AuthorityError } from '../../core/authority-error.ts';

/** Longest name in UTF-16 units: PostgreSQL indexes no text beyond 2,704 bytes. */
const LENGTH_MAX = 512;

/** A name kept as it was sent, blanks and all; refuses what cannot be stored or found again. */
export function tokenNameArgument(name: string, member: string): string {
  if (name === '') throw invalid(`"${member}" is not allowed to be empty`);
  if (name.length > LENGTH_MAX)
    throw invalid(`"${member}" length must be less than or equal to ${LENGTH_MAX} characters long`);
  if (name.includes('\0') || !name.isWellFormed()) throw invalid(`"${member}" is not valid text`);
  return name;
}

function invalid(message: string): AuthorityError {
  return new AuthorityError('invalid_argument', message);
}
