import type { Authority } from '../../core/authority.ts';

/** What an operator asks of an installation beside what the native API offers. Input and output are plain JSON. */
export function operatorTasksOf(authority: Authority) {
  return {
    /** Writes to the store what has only been counted so far. */
    async settle(_: Record<string, never>) {
      await authority.settle();
      return {};
    },
  };
}

type OperatorTasks = ReturnType<typeof operatorTasksOf>;
export type TaskName = keyof OperatorTasks;

/** Asks for one task, wherever the installation is open. */
export type AskOperator = <Name extends TaskName>(
  name: Name,
  input: Parameters<OperatorTasks[Name]>[0],
) => Promise<Awaited<ReturnType<OperatorTasks[Name]>>>;
