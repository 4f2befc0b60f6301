import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { findProgram } from '../bin/find-program.js';
import { temporaryDirectory } from './support/temporary-directory.ts';

it('what was built is run while nothing it was made of is newer', () => {
  const root = treeOf('src/main.ts', 'src/cli/cli.ts', 'package.json', 'package-lock.json');
  build(root);
  expect(findProgram(root)).toBe(join(root, 'dist/main.cjs'));
});

it.each(['src/cli/cli.ts', 'package.json', 'package-lock.json'])(
  'the sources are run once %s is newer than what was built',
  (file) => {
    const root = treeOf('src/main.ts', 'src/cli/cli.ts', 'package.json', 'package-lock.json');
    build(root);
    utimesSync(join(root, file), 3000, 3000);
    expect(findProgram(root)).toBe(join(root, 'src/main.ts'));
  },
);

it('the sources are run once a file of theirs is gone', () => {
  const root = treeOf('src/main.ts', 'src/cli/cli.ts', 'src/cli/table.ts');
  build(root);
  rmSync(join(root, 'src/cli/table.ts'));
  expect(findProgram(root)).toBe(join(root, 'src/main.ts'));
});

it('the sources are run where nothing was built, and what was built where there are none', () => {
  expect(findProgram(treeOf('src/main.ts'))).toMatch(/src.main\.ts$/);
  expect(findProgram(treeOf('dist/main.cjs'))).toMatch(/dist.main\.cjs$/);
});

function treeOf(...files: readonly string[]): string {
  const root = temporaryDirectory();
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  for (const path of ['src/cli', 'src', ...files]) utimesSyncIfThere(join(root, path), 1000);
  return root;
}

function build(root: string): void {
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist/main.cjs'), '');
  utimesSync(join(root, 'dist/main.cjs'), 2000, 2000);
}

function utimesSyncIfThere(path: string, seconds: number): void {
  try {
    utimesSync(path, seconds, seconds);
  } catch {
    // Not every tree has every directory.
  }
}
