import type { FastifyReply, FastifyRequest } from 'fastify';
import { argument } from './argument.ts';
import { GitlabError, parameterError } from './errors.ts';
import type { Read } from './read-arguments.ts';
import { send } from './send.ts';

/** The parameters of every list. */
export const pageArguments = {
  page: argument.integer('Number of the page, from 1 (the default)'),
  per_page: argument.integer('Items a page, 1 to 100; 20 by default'),
};

/** The rows of a page. */
export interface Rows {
  readonly limit: number;
  readonly offset: number;
}

/** Where a list is cut, and where the answer is asked for. */
export interface Page {
  readonly number: number;
  readonly size: number;
  readonly rows: Rows;
}

const SIZE = 20;
const SIZE_MAX = 100;

/** The page that a request asks for. */
export function pageOf({ page = 1, per_page = SIZE }: Read<typeof pageArguments>): Page {
  const wrong = [...(page < 1 ? ['page'] : []), ...(per_page < 1 ? ['per_page'] : [])];
  if (wrong.length > 0)
    throw new GitlabError(
      parameterError(400, wrong.map((name) => `${name} does not have a valid value`).join(', ')),
    );
  const size = Math.min(per_page, SIZE_MAX);
  // A page beyond what any list can have is as empty as the page before it.
  const number = Math.min(page, Math.floor(Number.MAX_SAFE_INTEGER / SIZE_MAX));
  return { number, size, rows: { limit: size, offset: (number - 1) * size } };
}

/** Answers with a page and the headers by which clients find the others. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  baseUrl: string,
  { number, size }: Page,
  { items, total }: { readonly items: readonly object[]; readonly total: number },
): FastifyReply {
  // GitLab counts one page at least.
  const pages = Math.max(1, Math.ceil(total / size));
  const previous = number > 1 ? number - 1 : null;
  const next = number < pages ? number + 1 : null;
  const link = (rel: string, to: number | null) =>
    to === null ? [] : [`<${pageUrl(request, baseUrl, to, size)}>; rel="${rel}"`];
  void reply.headers({
    'x-per-page': String(size),
    'x-page': String(number),
    'x-next-page': String(next ?? ''),
    'x-prev-page': String(previous ?? ''),
    'x-total': String(total),
    'x-total-pages': String(pages),
  });
  const links = [
    ...link('prev', previous),
    ...link('next', next),
    ...link('first', 1),
    ...link('last', pages),
  ];
  // Every link repeats the query: of a very long one, more than a client takes in headers.
  if (links.join(', ').length <= LINK_LENGTH_MAX) void reply.header('link', links.join(', '));
  return send(reply, 200, items);
}

const LINK_LENGTH_MAX = 8192;

/** Credentials do not go into links: they are for logs and referrers to keep. */
const secretParameters = ['private_token', 'access_token', 'job_token'];

function pageUrl({ url }: FastifyRequest, baseUrl: string, page: number, size: number): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  for (const name of secretParameters) parameters.delete(name);
  parameters.set('page', String(page));
  parameters.set('per_page', String(size));
  return `${baseUrl}${path}?${parameters}`;
}
