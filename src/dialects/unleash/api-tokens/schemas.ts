import { Type } from '@fastify/type-provider-typebox';
import type { DialectSettings } from '../../dialect.ts';

/** What creating a token takes in either profile, after texts sent as numbers have become texts. */
export interface CreateTokenBody {
  readonly tokenName?: string;
  readonly username?: string;
  readonly type: string;
  readonly environment?: string;
  readonly project?: string;
  readonly projects?: readonly string[];
  readonly expiresAt?: string;
}

/** The body of a creation. Admin tokens have an alternative of their own, which newer releases have dropped. */
export function createTokenBody({ unleashProfile, unleashAdminTokenCreation }: DialectSettings) {
  const types = unleashProfile === 6 ? ['client', 'frontend'] : ['client', 'backend', 'frontend'];
  const offersAdmin = unleashProfile === 6 || unleashAdminTokenCreation;
  return Type.Unsafe<CreateTokenBody>({
    type: 'object',
    required: unleashProfile === 6 ? [] : ['tokenName'],
    properties: {
      tokenName: Type.String({ description: 'The name; not unique. At most 512 characters.' }),
      ...(unleashProfile === 6 && {
        username: Type.String({ description: 'The name, by its older member; not together with tokenName.' }),
      }),
      environment: Type.String({ description: 'An existing environment; for admin tokens `*`.' }),
      project: Type.String({ description: 'One existing project; `*` or absent for all.' }),
      projects: Type.Array(Type.String(), { description: 'Existing projects, each once; `*` for all.' }),
      expiresAt: Type.String({ format: 'date-time', description: 'When it expires; absent for never.' }),
    },
    examples: [{ tokenName: 'shop', type: 'client', environment: 'development', projects: ['default'] }],
    oneOf: [...(offersAdmin ? [ofType(['admin'])] : []), ofType(types)],
  });
}

/** The body of an update: nothing but the expiry can be changed. */
export const UpdateTokenBody = Type.Object({
  expiresAt: Type.String({ format: 'date-time', description: 'When it expires; may be past.' }),
});

export const SecretParams = Type.Object({
  name: Type.String({ description: 'The secret, percent-encoded.' }),
});

function ofType(types: readonly string[]) {
  const type = Type.String({
    pattern: `^(?:${types.map(inAnyCase).join('|')})$`,
    description: `One of ${types.join(', ')}; case does not count.`,
  });
  return { type: 'object', required: ['type'], properties: { type } };
}

// Schemas have no flag for it, and the pattern is published.
function inAnyCase(word: string): string {
  return [...word].map((letter) => `[${letter.toUpperCase()}${letter}]`).join('');
}
