import type { MeasuredProcess } from '../harness/measured-process.ts';
import { Resources } from '../harness/resources.ts';
import type { Dataset, Workbench } from '../harness/workbench.ts';
import { startNode } from '../servers/start-jeton.ts';

/** Several nodes on one PostgreSQL. */
export interface NodeCluster {
  readonly nodes: readonly MeasuredProcess[];
  readonly dataset: Dataset;
  /** One more. */
  addNode(): Promise<MeasuredProcess>;
}

const dataset = (workbench: Workbench, native: number) =>
  workbench.dataset('postgres', { native, gitlab: 0, dynatrace: 0, unleash: 0 });

/** Runs a study on three nodes with so many tokens, and ends them with it. */
export async function withNodes<T>(
  workbench: Workbench,
  native: number,
  study: (cluster: NodeCluster) => Promise<T>,
): Promise<T> {
  const resources = new Resources();
  try {
    const tokens = await dataset(workbench, native);
    const at = await tokens.copy();
    const addNode = () => startNode(workbench, resources, { engine: 'postgres', dataset: tokens, at });
    const nodes = [await addNode(), await addNode(), await addNode()];
    return await study({ nodes, dataset: tokens, addNode });
  } finally {
    await resources.close();
  }
}
