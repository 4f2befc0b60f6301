import { CliError } from './cli-error.ts';
import { describeProblem } from './describe-problem.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What the native API answered; `json` is undefined for an empty body and for what is no JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** The native API, over whatever way leads to it. */
export interface NativeApi {
  request(method: Method, path: string, body?: object): Promise<ApiAnswer>;
  close(): Promise<void>;
}

/** A page of a list as the native API answers it. */
export interface Page<Item> {
  readonly data: readonly Item[];
  readonly meta: { readonly next_cursor: string | null };
}

/** The native API refused a call. */
export class ApiRefusal extends CliError {
  readonly status: number;

  constructor(answer: ApiAnswer) {
    super(describeProblem(answer));
    this.name = 'ApiRefusal';
    this.status = answer.status;
  }
}

/** Makes one call; rejects with `ApiRefusal` when it is not answered with success. */
export async function callApi<Answer>(
  api: NativeApi,
  method: Method,
  path: string,
  body?: object,
): Promise<Answer> {
  const answer = await api.request(method, `/api/v1${path}`, body);
  if (answer.status < 200 || answer.status > 299) throw new ApiRefusal(answer);
  return answer.json as Answer;
}

/** Reads a list page after page until there are `max` items or no more. */
export async function listFromApi<Item>(
  api: NativeApi,
  path: string,
  query: URLSearchParams,
  max: number,
): Promise<Page<Item>> {
  const data: Item[] = [];
  let cursor: string | null = null;
  do {
    const page = new URLSearchParams(query);
    page.set('limit', String(Math.min(PAGE_SIZE, max - data.length)));
    if (cursor !== null) page.set('cursor', cursor);
    const answer: Page<Item> = await callApi(api, 'GET', `${path}?${page}`);
    data.push(...answer.data);
    cursor = answer.meta.next_cursor;
  } while (cursor !== null && data.length < max);
  return { data, meta: { next_cursor: cursor } };
}

const PAGE_SIZE = 200;
