import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpFault } from '../../http/http-fault.ts';
import { readJson } from '../../http/json-parser.ts';
import { GitlabError, parameterError } from './errors.ts';
import { type Fields, parseFormFields, toFields } from './form-fields.ts';

/** What a request says in its query string and its body, which wins where both name a parameter. */
export interface Parameters {
  readonly fields: Fields;
  /** Why a part of the request could not be read: to be said only once the caller is known. */
  readonly fault: HttpFault | null;
}

/** Makes a scope take bodies of every type as they come, so that who calls is judged before what is sent. */
export function acceptEveryBody(scope: FastifyInstance): void {
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** Reads the parameters of a request; what cannot be read leaves the rest standing. */
export async function readParameters(request: FastifyRequest): Promise<Parameters> {
  const query = await attempt(() => parseFormFields(queryOf(request.url)));
  const body = await attempt(() => parseBody(request.headers['content-type'], request.body));
  return { fields: { ...query.fields, ...body.fields }, fault: query.fault ?? body.fault };
}

async function attempt(read: () => Fields | Promise<Fields>): Promise<Parameters> {
  try {
    return { fields: await read(), fault: null };
  } catch (error) {
    if (error instanceof HttpFault) return { fields: {}, fault: error };
    throw error;
  }
}

function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

// A body without a type is JSON, GitLab's default format.
async function parseBody(contentType = 'application/json', body: unknown): Promise<Fields> {
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  const [mediaType = ''] = contentType.split(';');
  switch (mediaType.trim().toLowerCase()) {
    case 'application/json':
      return parseJsonFields(body);
    case 'application/x-www-form-urlencoded':
      return parseFormFields(body.toString('utf8'));
    case 'multipart/form-data':
      return parseMultipart(contentType, body);
    default:
      throw new GitlabError(
        parameterError(
          415,
          `The provided content-type '${mediaType.slice(0, CONTENT_TYPE_SHOWN_MAX)}' is not supported.`,
        ),
      );
  }
}

const CONTENT_TYPE_SHOWN_MAX = 100;

// GitLab ignores a JSON body that is no object.
function parseJsonFields(body: Buffer): Fields {
  const value = readJson(body, false);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

// What `curl --form` sends, as in many of GitLab's own examples.
async function parseMultipart(contentType: string, body: Buffer): Promise<Fields> {
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData().catch(() => {
    throw new HttpFault('malformed_body', 'The body is not a valid multipart form.');
  });
  return toFields([...form]);
}
