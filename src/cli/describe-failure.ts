import { ConfigError } from '../config/config-error.ts';
import { AuthorityError } from '../core/authority-error.ts';
import { InstallationError } from '../core/installation-error.ts';
import { DatabaseUrlError } from '../stores/database-url-error.ts';
import { DirectoryLockedError } from '../stores/sqlite/directory-lock.ts';
import { CliError } from './cli-error.ts';

/** What went wrong in one line, for whoever started the program. */
export function describeFailure(error: unknown): string {
  // What failed first is the cause; that giving up failed as well tells less.
  if (error instanceof SuppressedError) return describeFailure(error.suppressed);
  if (!(error instanceof Error)) return `unexpected error: ${String(error)}`;
  if (expected.some((kind) => error instanceof kind)) return oneLine(error.message);
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `${addressOf(error)} is in use by another program: choose another with --port or JETON_PORT`;
  if (code === 'EACCES' && syscall === 'listen')
    return `${addressOf(error)} may not be listened on by this user: choose another with --port or JETON_PORT`;
  if (syscall === 'listen' || syscall === 'getaddrinfo')
    return `JETON_HOST: ${addressOf(error)} cannot be listened on: ${code}`;
  if (syscall !== undefined) return oneLine(error.message);
  return `unexpected error: ${oneLine(error.stack ?? error.message)}`;
}

const expected = [
  CliError,
  ConfigError,
  InstallationError,
  AuthorityError,
  DatabaseUrlError,
  DirectoryLockedError,
];

function addressOf(error: Error): string {
  const { address, port, hostname } = error as Error & {
    readonly address?: string;
    readonly port?: number;
    readonly hostname?: string;
  };
  const host = address ?? hostname ?? 'the address';
  return port === undefined || port < 0 ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' | ');
}
