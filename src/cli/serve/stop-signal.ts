/** Resolves at the first request to stop. Later ones change nothing: npm passes on what the terminal sent already. */
export function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}
