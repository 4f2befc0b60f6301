import { Type } from 'typebox';
import type { Authority } from '../../../core/authority.ts';
import type { Kind } from '../../../core/kinds/kind.ts';
import { kindNamesByDialect } from '../../../core/kinds/kind-name.ts';
import type { NativeServer } from '../native-server.ts';
import { nullable, pageSchema } from '../schemas.ts';
import { kindSchema } from '../tokens/schemas.ts';

export const listKindsSchema = {
  operationId: 'listKinds',
  summary: 'List the kinds of token, for clients and secret scanners',
  response: {
    200: pageSchema(
      Type.Object({
        kind: kindSchema,
        dialect: Type.Enum(Object.keys(kindNamesByDialect) as (keyof typeof kindNamesByDialect)[]),
        prefixes: Type.Array(Type.String()),
        pattern: Type.String({ description: 'ECMAScript regular expression, without anchors.' }),
        checksum: nullable(Type.Enum(['crc32-base62', 'crc32-base36'])),
        example: Type.String({ description: 'Well-formed and never issued.' }),
        revoke: Type.Enum(['revoke', 'reset', 'delete', 'none'], { description: 'What revoking does.' }),
      }),
    ),
  },
};

/** The kinds of token of this installation. */
export function addKindRoutes(server: NativeServer, { kinds }: Authority): void {
  server.get('/api/v1/kinds', { schema: listKindsSchema }, async () => ({
    data: kinds.all.map(toKind),
    meta: { next_cursor: null },
  }));
}

function toKind({ name, dialect, format, example, revocation }: Kind) {
  return {
    kind: name,
    dialect,
    prefixes: [...format.prefixes],
    pattern: format.pattern,
    checksum: format.checksum,
    example,
    revoke: revocation,
  };
}
