import type { FastifyError } from 'fastify';
import { type FieldFault, HttpFault, type HttpFaultKind } from './http-fault.ts';

const kindByCode: Readonly<Record<string, HttpFaultKind>> = {
  FST_ERR_BAD_URL: 'bad_url',
  FST_ERR_ASYNC_CONSTRAINT: 'bad_url',
  FST_ERR_MAX_PARAM_LENGTH: 'uri_too_long',
  FST_ERR_NOT_FOUND: 'not_found',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_body',
  FST_ERR_VALIDATION: 'invalid_request',
};

// The framework's own words repeat the URL, which may hold a secret.
const urlFaults: Partial<Readonly<Record<HttpFaultKind, string>>> = {
  bad_url: 'The URL is not valid.',
  uri_too_long: 'The URL is too long.',
};

/** The fault behind an error of the framework; whatever is not one is `internal`, with the error as its cause. */
export function toFault(error: unknown): HttpFault {
  if (error instanceof HttpFault) return error;
  if (!(error instanceof Error))
    return new HttpFault('internal', 'An unexpected error occurred', { cause: error });
  const { code, statusCode = 500, validation, validationContext } = error as Partial<FastifyError> & Error;
  const known = kindByCode[code ?? ''];
  if (known === 'invalid_request' || validation !== undefined)
    return new HttpFault('invalid_request', 'The request is not valid.', {
      fields: (validation ?? []).map((one) => toFieldFault(one, validationContext)),
    });
  if (known !== undefined) return new HttpFault(known, urlFaults[known] ?? error.message);
  // Other errors of the framework below 500 are faults in how the body was sent.
  if (statusCode >= 400 && statusCode < 500)
    return new HttpFault('malformed_body', 'The request cannot be read.');
  return new HttpFault('internal', 'An unexpected error occurred', { cause: error });
}

type ValidationResult = NonNullable<FastifyError['validation']>[number];

const locations = { body: 'body', querystring: 'query', params: 'path', headers: 'header' } as const;

function toFieldFault(
  { instancePath, keyword, params, message }: ValidationResult,
  context = 'body',
): FieldFault {
  const member =
    keyword === 'required'
      ? params.missingProperty
      : keyword === 'additionalProperties'
        ? params.additionalProperty
        : undefined;
  const path = instancePath.split('/').slice(1).map(unescapePointer);
  const field = [...path, ...(typeof member === 'string' ? [member] : [])].join('.');
  return {
    field,
    message: message ?? 'is not valid',
    location: locations[context as keyof typeof locations] ?? 'body',
  };
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
