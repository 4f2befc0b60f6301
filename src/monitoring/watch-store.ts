import type { Store } from '../core/store.ts';

/** What is called when a store is asked; answers what is to be called when it has answered. `input` is the first argument. */
export type StoreWatcher = (operation: string, input: unknown) => StoreCallEnd;

interface StoreCallEnd {
  answered(answer: unknown): void;
  failed(error: unknown): void;
}

/** The same store, each of whose calls is told to a watcher. */
export function watchStore(store: Store, watcher: StoreWatcher): Store {
  return { ...watched(store, watcher), change: watched(store.change, watcher) };
}

/** Two watchers as one. */
export function bothWatchers(one: StoreWatcher, other: StoreWatcher): StoreWatcher {
  return (operation, input) => {
    const ends = [one(operation, input), other(operation, input)];
    return {
      answered: (answer) => ends.forEach((end) => void end.answered(answer)),
      failed: (error) => ends.forEach((end) => void end.failed(error)),
    };
  };
}

/** What is no function, or answers something else than a promise, is left alone. */
function watched<Part extends object>(part: Part, watcher: StoreWatcher): Part {
  const entries = Object.entries(part).map(([name, member]) => [
    name,
    typeof member === 'function' && name !== 'close' ? watchedCall(part, name, member, watcher) : member,
  ]);
  return Object.fromEntries(entries) as Part;
}

function watchedCall(
  part: object,
  name: string,
  call: (...input: never[]) => unknown,
  watcher: StoreWatcher,
): (...input: never[]) => unknown {
  return (...input) => {
    const { answered, failed } = watcher(name, input[0]);
    const answer = call.apply(part, input);
    if (answer instanceof Promise) answer.then(answered, failed);
    return answer;
  };
}
