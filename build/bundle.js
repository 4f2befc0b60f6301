/**
 * Builds dist/ where the sources are newer: node build/bundle.js
 * Plain JavaScript, because it runs before every `npm start`. Where nothing can be built, the program runs from its sources.
 */
import { mkdtempSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../bin/find-program.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
/** Bundled one by one: a thread that shared files with the program would load the program. */
const entries = { 'write-worker': 'src/stores/sqlite/write-worker.ts', main: 'src/main.ts' };

if (process.argv.includes('--anew')) rmSync(dist, { recursive: true, force: true });
if (findProgram(root).endsWith('.ts')) {
  try {
    await build();
  } catch (error) {
    process.stderr.write(`jeton: not built, running from the sources: ${error.message}\n`);
    if (process.argv.includes('--anew')) process.exitCode = 1;
  }
}

async function build() {
  const { rolldown } = await import('rolldown');
  const startedAt = new Date();
  const made = mkdtempSync(join(root, '.dist-'));
  try {
    for (const [name, file] of Object.entries(entries)) {
      const bundle = await rolldown({
        input: { [name]: join(root, file) },
        cwd: root,
        platform: 'node',
        // Advice on chunks is for whoever works on this file, not for whoever starts a server.
        logLevel: 'silent',
        // Reads files of its own package.
        external: ['@fastify/swagger'],
      });
      await bundle.write({
        dir: made,
        // Not as ECMAScript modules: importing node:http as one loads everything that it can lead to, such as fetch.
        format: 'cjs',
        sourcemap: true,
        entryFileNames: '[name].cjs',
        chunkFileNames: '[name]-[hash].cjs',
      });
      await bundle.close();
    }
    // A source that changed while this was running is newer than what was made of it.
    utimesSync(join(made, 'main.cjs'), startedAt, startedAt);
    rmSync(dist, { recursive: true, force: true });
    renameSync(made, dist);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
