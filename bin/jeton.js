#!/usr/bin/env node
// Plain JavaScript on purpose: an old Node must be able to read this far, to say in one line what it needs.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR_MIN = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < NODE_MAJOR_MIN) {
  process.stderr.write(
    `jeton needs Node ${NODE_MAJOR_MIN} or later, and this is ${process.version}: from a clone run it as "npx jeton" (npm ci brings the right Node), elsewhere install a newer Node.\n`,
  );
  process.exit(1);
}

// Stripping types and compiling take most of a start: both are kept beside the dependencies, where nobody else can write.
module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/jeton', import.meta.url)));

const source = new URL('../src/main.ts', import.meta.url);
await import(existsSync(source) ? source.href : new URL('../dist/main.js', import.meta.url).href);
