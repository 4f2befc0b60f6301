import { type FieldFault, HttpFault } from '../../http/http-fault.ts';

/** A request of which one member is wrong. */
export function invalidField(
  field: string,
  message: string,
  location: FieldFault['location'] = 'body',
): HttpFault {
  return new HttpFault('invalid_request', 'Validation failed', { fields: [{ field, message, location }] });
}
