import { Type } from 'typebox';
import type { Authority } from '../../../core/authority.ts';
import type { NodeList, NodeState } from '../../../core/nodes/following.ts';
import type { Access } from '../access.ts';
import type { NativeServer } from '../native-server.ts';
import { nullable, pageSchema, problems, timestampSchema } from '../schemas.ts';
import { toTimestamp } from '../timestamp.ts';

const nodeSchema = Type.Object({
  id: Type.String({
    format: 'uuid',
    description: 'Of this joining: a node that joins anew has another one.',
  }),
  name: Type.String({ description: 'What its machine is called; only a label.' }),
  self: Type.Boolean({ description: 'It is the node that answers this call.' }),
  started_at: timestampSchema,
  lease: Type.Object({
    state: Type.Enum(['held', 'lapsed', 'fenced'], {
      description:
        '`lapsed`: not renewed in time, so that it answers nothing; `fenced`: shut out until it joins anew.',
    }),
    renewed_at: timestampSchema,
    expires_at: nullable(timestampSchema),
  }),
  acknowledged_change: Type.Integer({ description: 'The number up to which it has applied every change.' }),
  lag: Type.Integer({ description: 'Changes that it has not acknowledged yet.' }),
});

export const listNodesSchema = {
  operationId: 'listNodes',
  summary: 'List the nodes that serve this installation, and how far each one is',
  response: {
    200: pageSchema(nodeSchema),
    ...problems(401, 403, 429, 503),
  },
};

/** The processes that serve this store. */
export function addNodeRoutes(server: NativeServer, authority: Authority, access: Access): void {
  server.get('/api/v1/nodes', { ...access.admin('audit:read'), schema: listNodesSchema }, async () => {
    const list = await authority.nodes();
    const now = authority.clock.now();
    return { data: list.nodes.map((node) => toNode(node, list, now)), meta: { next_cursor: null } };
  });
}

function toNode(node: NodeState, { lastChange }: NodeList, now: number) {
  const expiresAt = node.leaseMs === null ? null : node.renewedAt + node.leaseMs;
  return {
    id: node.id,
    name: node.name,
    self: node.isSelf,
    started_at: toTimestamp(node.startedAt),
    lease: {
      state: leaseState(node, expiresAt, now),
      renewed_at: toTimestamp(node.renewedAt),
      expires_at: expiresAt === null ? null : toTimestamp(expiresAt),
    },
    acknowledged_change: node.applied,
    lag: Math.max(0, lastChange - node.applied),
  };
}

function leaseState({ isFenced }: NodeState, expiresAt: number | null, now: number) {
  if (isFenced) return 'fenced' as const;
  return expiresAt === null || now < expiresAt ? ('held' as const) : ('lapsed' as const);
}
