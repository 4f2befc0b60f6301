/** Answers a function that runs steps one after the other, in the order in which they were given. */
export function createTurns(): <Answer>(step: () => Promise<Answer>) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const answer = last.then(step);
    last = answer.catch(() => undefined);
    return answer;
  };
}
