import type { Static } from 'typebox';
import { HttpFault } from '../../../http/http-fault.ts';
import type { tokenFormSchema } from './schemas.ts';

const SECRET_BYTES_MAX = 4096;
const PARAMETERS_MAX = 64;

/**
 * Reads the token out of a form; refuses a form that lacks it or repeats a parameter (RFC 6749, section 3.2). What else
 * it holds is passed over, the hint of a type too: one look-up finds a token of any.
 */
export function parseTokenForm(body: string): Static<typeof tokenFormSchema> {
  const parameters = new URLSearchParams(body);
  if (parameters.size > PARAMETERS_MAX) throw wrong('The body has too many parameters.');
  for (const name of ['token', 'token_type_hint'])
    if (parameters.getAll(name).length > 1) throw wrong(`The parameter ${name} is given twice.`);
  const token = parameters.get('token') ?? '';
  if (token === '') throw wrong('The parameter token is missing.');
  if (Buffer.byteLength(token) > SECRET_BYTES_MAX) throw wrong('The token is longer than 4096 bytes.');
  return { token };
}

function wrong(message: string): HttpFault {
  return new HttpFault('invalid_request', message);
}
