import { InvalidArgumentError } from 'commander';

/** A whole number from 1, as an option or argument gives it. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

/** The id of a token, an account or a resource. */
export function parseId(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new InvalidArgumentError('It must be an id, for example 12.');
  return Number(text);
}
