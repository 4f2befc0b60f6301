import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenFilter, TokenOrder } from '../../../core/store.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { TokenSecret } from '../../../core/token/token-secret.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import type { Rendering } from '../mapping/rendering.ts';
import { type Page, sendPage } from '../pagination.ts';
import { renderingOf } from '../render.ts';
import { send } from '../send.ts';

/** How a sort of token is shown. */
export type ToEntity = (details: TokenDetails, rendering: Rendering) => object;

/** Answers with a token. */
export async function sendToken(
  { entrance }: GitlabApi,
  request: FastifyRequest,
  reply: FastifyReply,
  details: TokenDetails,
  toEntity: ToEntity,
): Promise<FastifyReply> {
  return send(reply, 200, toEntity(details, await renderingOf(entrance, request, [details])));
}

/** Answers with a token just made, and with its secret, which no other answer shows. */
export async function sendNewToken(
  { entrance }: GitlabApi,
  request: FastifyRequest,
  reply: FastifyReply,
  status: 200 | 201,
  { details, secret }: { readonly details: TokenDetails; readonly secret: TokenSecret | null },
  toEntity: ToEntity,
): Promise<FastifyReply> {
  const entity = toEntity(details, await renderingOf(entrance, request, [details]));
  return send(reply, status, { ...entity, token: secret?.reveal() ?? null });
}

/** Answers with a page of the tokens that a filter admits. */
export async function sendTokenPage(
  { entrance, authority }: GitlabApi,
  request: FastifyRequest,
  reply: FastifyReply,
  { filter, order, page }: { readonly filter: TokenFilter; readonly order: TokenOrder; readonly page: Page },
  toEntity: ToEntity,
): Promise<FastifyReply> {
  const [tokens, total] = await Promise.all([
    authority.tokens({ ...filter, order, ...page.rows }),
    authority.countTokens(filter),
  ]);
  const rendering = await renderingOf(entrance, request, tokens);
  const items = tokens.map((details) => toEntity(details, rendering));
  return sendPage(request, reply, entrance.baseUrl(request), page, { items, total });
}
