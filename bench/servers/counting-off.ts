/** Loaded ahead of the program: uses of tokens are thrown away, to tell what counting them costs. */
import { registerHooks } from 'node:module';

const uncounted = new URL('uncounted-uses.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return /\/use\/bounded-uses\.[jt]s$/.test(found.url)
      ? { ...found, url: uncounted, format: 'module-typescript' }
      : found;
  },
});
