import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../../core/directory/account.ts';
import type { Entrance } from '../../dialect.ts';
import type { Authentication } from '../authentication.ts';
import { sendRefusal, userRequired } from '../errors.ts';

/** A hook that lets pass users and service accounts, and who that is. */
export function createUserRequirement({ settings }: Entrance, { callerOf }: Authentication) {
  return {
    requireUser: async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      if (callerOf(request).account === null) return sendRefusal(userRequired(), settings, request, reply);
    },
    userOf(request: FastifyRequest): Account {
      const { account } = callerOf(request);
      if (account === null) throw new TypeError('This route is not behind requireUser.');
      return account;
    },
  };
}
