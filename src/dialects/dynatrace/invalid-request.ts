import { type FieldFault, HttpFault } from '../../http/http-fault.ts';

/** A refusal that names what is wrong with a request. */
export function invalidRequest(...fields: readonly FieldFault[]): HttpFault {
  return new HttpFault('invalid_request', 'The request is not valid.', { fields });
}
