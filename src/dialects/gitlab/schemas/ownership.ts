import { type Static, Type } from 'typebox';
import { wireTypes } from './wire-types.ts';

const { id, nullable, text } = wireTypes;

/** Whose a token is. */
const owner = Type.Object(
  {
    id: id('Id of the account or resource'),
    type: text('Sort of account or resource: user, service_account, bot, project, group, runner, …'),
    name: text('Its name'),
  },
  { description: 'Whom the token belongs to: the account that it acts for, else its resource' },
);

/** What every answer of the token information API carries beside GitLab's own members (work item 443597). */
export const ownership = {
  type: text('Kind of the token'),
  owner: nullable(owner),
};

export type Owner = Static<typeof owner>;
