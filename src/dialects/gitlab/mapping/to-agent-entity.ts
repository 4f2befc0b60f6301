import type { Resource } from '../../../core/directory/resource.ts';
import { gitlabTime } from './gitlab-time.ts';

/** An agent for Kubernetes, of a project. */
export function toAgentEntity(agent: Resource, project: Resource): object {
  return {
    id: agent.id,
    name: agent.name,
    config_project: { id: project.id, name: project.name, path_with_namespace: project.path },
    created_at: gitlabTime.timestamp(agent.createdAt),
    created_by_user_id: agent.ownerId,
  };
}
