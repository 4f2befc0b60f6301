#!/usr/bin/env node
// Plain JavaScript on purpose: an old Node must be able to read this far, to say in one line what it needs.
import module from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findProgram } from './find-program.js';

const NODE_MAJOR_MIN = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < NODE_MAJOR_MIN) {
  process.stderr.write(
    `jeton needs Node ${NODE_MAJOR_MIN} or later, and this is ${process.version}: from a clone run it as "npx jeton" (npm ci brings the right Node), elsewhere install a newer Node.\n`,
  );
  process.exit(1);
}

// Compiling, and stripping types where nothing was built, take much of a start: both are kept beside the dependencies, where nobody else can write.
module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/jeton', import.meta.url)));

await import(pathToFileURL(findProgram(fileURLToPath(new URL('..', import.meta.url)))).href);
