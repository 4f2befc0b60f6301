import type { Entrance } from '../../dialect.ts';
import type { Authentication } from '../authentication.ts';
import { answerRemainingMethods } from '../remaining-methods.ts';
import { errorResponses } from '../schemas.ts';
import type { UnleashServer } from '../unleash-server.ts';
import { parseEventQuery } from './parse-event-query.ts';
import { EventQuery, Events } from './schemas.ts';
import { searchEvents } from './search-events.ts';

const EVENTS = '/api/admin/search/events';

/** What happened to tokens. */
export function addEventRoutes(scope: UnleashServer, entrance: Entrance, { callerOf }: Authentication): void {
  scope.get(
    EVENTS,
    {
      schema: {
        operationId: 'unleashSearchEvents',
        summary: 'What happened to tokens that the caller sees',
        querystring: EventQuery,
        response: { 200: Events, ...errorResponses(400, 401, 403, 429) },
      },
    },
    (request) => searchEvents(entrance, callerOf(request), parseEventQuery(request.query)),
  );
  answerRemainingMethods(scope, EVENTS, 'GET,HEAD');
}
