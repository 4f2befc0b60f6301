import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../core/audit/audit-event.ts';
import type { Authority } from '../core/authority.ts';
import type { Judged, Presentation, Verdict } from '../core/operations/verify-token.ts';
import type { TokenDetails, TokenLimits } from '../core/token/token.ts';
import { clientAddress, type TrustedProxies } from '../http/client-address.ts';
import type { FailedAuthentications } from '../http/failed-authentications.ts';
import { HttpFault } from '../http/http-fault.ts';
import { noteDenial } from '../http/request-notes.ts';

/** An entrance at which callers present the token they authenticate with. */
export interface Door {
  /**
   * Judges the caller's token; a valid verdict counts as a use, a refused one as a failed authentication of the
   * client address where its reason is a guess. Instead of such a verdict it throws `too_many_failures` for an
   * address that failed too often.
   */
  present(
    request: FastifyRequest,
    presentation: Omit<Presentation, 'ip' | 'fromMemoryOnly'>,
    isGuess?: (reason: RefusedVerdict['reason']) => boolean,
  ): Promise<Verdict>;
  /**
   * The same at once, where memory alone can tell and the token is good: its use is counted when `counted` resolves.
   * Null, and nothing is counted, for everything else, which is then to be presented the usual way.
   */
  presentFromMemory(
    message: IncomingMessage,
    presentation: Omit<Presentation, 'ip' | 'fromMemoryOnly'>,
  ): GoodCaller | null;
  /**
   * Finds whose secret is presented, in whatever state, where holding it is all that is asked; never a use. Null for an
   * unknown one, which counts as a failed authentication. Throws `too_many_failures` for an address that failed too often.
   */
  recognise(request: FastifyRequest, secret: string): Promise<TokenDetails | null>;
  /** The client's address; null when it is not certain. */
  clientAddress(request: FastifyRequest): string | null;
  /** Where a request came from, for the audit. */
  origin(request: FastifyRequest, via: string): Pick<Actor, 'via' | 'ip' | 'requestId'>;
}

/** A caller with a good token. */
interface GoodCaller extends Pick<Judged, 'counted'> {
  readonly record: TokenDetails;
  readonly clientAddress: string | null;
}

type RefusedVerdict = Verdict & { readonly valid: false };

// A good token that is used too often is no guess.
const anyButLimited = (reason: RefusedVerdict['reason']) => reason !== 'rate_limited';

/** Opens a door to an authority. */
export function openDoor(
  authority: Authority,
  failures: FailedAuthentications,
  proxies: TrustedProxies,
  doorLimits: TokenLimits | null,
): Door {
  const addressOf = ({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>) =>
    clientAddress(socket.remoteAddress, headers['x-forwarded-for'], proxies);
  return {
    clientAddress: addressOf,
    origin: (request, via) => ({ via, ip: addressOf(request), requestId: request.id }),
    async present(request, presentation, isGuess = anyButLimited) {
      const ip = addressOf(request);
      const waitSeconds = await failures.blockedForSeconds(ip);
      const verdict = await authority.verify({
        doorLimits,
        ...presentation,
        ip,
        fromMemoryOnly: waitSeconds !== null,
      });
      request.clientAddress = ip;
      request.callerTokenId = verdict.record?.token.id ?? null;
      if (verdict.valid) return verdict;
      const isGuessed = isGuess(verdict.reason);
      noteDenial(request, waitSeconds === null || !isGuessed ? verdict.reason : 'too_many_failures');
      if (!isGuessed) return verdict;
      if (waitSeconds !== null) throw tooManyFailures(waitSeconds);
      await failures.note(ip);
      return verdict;
    },
    presentFromMemory(message, { secret, ...presentation }) {
      const ip = addressOf(message);
      const found = failures.mayBlock(ip) ? null : authority.recall(secret);
      if (found === null) return null;
      const { verdict, counted } = authority.judgeRecalled(found, { doorLimits, ...presentation, ip });
      return verdict.valid ? { record: verdict.record, clientAddress: ip, counted } : null;
    },
    async recognise(request, secret) {
      const ip = addressOf(request);
      request.clientAddress = ip;
      const waitSeconds = await failures.blockedForSeconds(ip);
      if (waitSeconds !== null) {
        noteDenial(request, 'too_many_failures');
        throw tooManyFailures(waitSeconds);
      }
      const found = await authority.identify(secret);
      if (found.class !== 'issued') {
        await failures.note(ip);
        return null;
      }
      request.callerTokenId = found.details.token.id;
      return found.details;
    },
  };
}

function tooManyFailures(retryAfterSeconds: number): HttpFault {
  return new HttpFault('too_many_failures', 'Too many failed authentications.', { retryAfterSeconds });
}
