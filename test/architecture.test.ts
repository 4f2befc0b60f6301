import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** What each part of the tree may import: other parts by their path, packages by name; first match names the part. */
const rules: readonly { readonly part: RegExp; readonly may: readonly RegExp[] }[] = [
  { part: /^src\/core\//, may: [/^src\/core\//, /^node:(crypto|zlib|net)$/] },
  { part: /^src\/config\//, may: [/^src\/config\//, /^node:/] },
  { part: /^src\/http\//, may: [/^src\/http\//, /^node:/, /^(fastify|@fastify\/.*|rate-limiter-flexible)$/] },
  { part: /^src\/stores\/sql\//, may: [/^src\/(core|stores\/sql)\//, /^node:/, /^kysely$/] },
  {
    part: /^src\/stores\/(sqlite|postgres)\//,
    may: [/^src\/core\//, /^src\/stores\/sql\//, /^src\/stores\/$ENGINE\//, /^node:/, /^(kysely|pg)$/],
  },
  { part: /^src\/stores\//, may: [/^src\/(core|stores)\//, /^node:/, /^kysely$/] },
  {
    part: /^src\/dialects\/[^/]+\.ts$/,
    may: [/^src\/(core|http|dialects)\//, /^node:/, /^(fastify|typebox)$/],
  },
  {
    part: /^src\/dialects\//,
    may: [
      /^src\/(core|http)\//,
      /^src\/dialects\/(dialect|dialect-reference|door)\.ts$/,
      /^src\/dialects\/$DIALECT\//,
      /^node:/,
      /^(fastify|@fastify\/.*|typebox(\/.*)?)$/,
    ],
  },
  {
    part: /^src\/monitoring\//,
    may: [/^src\/(core|http|monitoring)\//, /^node:/, /^(fastify|@opentelemetry\/.*)$/],
  },
  {
    part: /^src\/reference\//,
    may: [
      /^src\/(http|reference)\//,
      /^src\/dialects\/dialect(-reference)?\.ts$/,
      /^node:/,
      /^(fastify|@fastify\/swagger.*)$/,
    ],
  },
  {
    part: /^src\//,
    may: [/^src\//, /^node:/, /^(fastify|pino|pino-pretty|commander|csv-parse|package\.json)$/],
  },
];

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));

describe('the import rule', () => {
  it.each(sources)('%s imports only what its part may', (path) => {
    expect(importsOf(path).filter((imported) => !allowed(path, imported))).toEqual([]);
  });

  it('catches a core that reaches for the framework, and a dialect that reaches for another', () => {
    expect(allowed('src/core/authority.ts', 'fastify')).toBe(false);
    expect(allowed('src/core/authority.ts', 'node:fs')).toBe(false);
    expect(allowed('src/dialects/gitlab/routes.ts', 'src/dialects/unleash/errors.ts')).toBe(false);
    expect(allowed('src/dialects/gitlab/routes.ts', 'src/stores/open-store.ts')).toBe(false);
    expect(allowed('src/stores/sqlite/open.ts', 'src/stores/postgres/open.ts')).toBe(false);
    expect(allowed('src/http/limits.ts', 'src/core/authority.ts')).toBe(false);
  });

  it('reads process.env in one file', () => {
    const readers = sources.filter((path) => /process\.env\b/.test(read(path)));
    expect(readers).toEqual(['src/config/env.ts']);
  });

  it('loads OpenTelemetry only where a collector is named', () => {
    const users = sources.filter((path) => importsOf(path).some((one) => one.startsWith('@opentelemetry/')));
    expect(users).toEqual([
      'src/monitoring/tracing/open-tracer-provider.ts',
      'src/monitoring/tracing/open-tracing.ts',
    ]);
    const loaders = sources.filter((path) => /from '[^']*open-trac[^']*'/.test(code(path)));
    expect(loaders).toEqual(['src/monitoring/tracing/open-tracing.ts']);
  });

  it('keeps the core free of timers, the process and the console', () => {
    const offenders = sources.filter(
      (path) =>
        path.startsWith('src/core/') && /\b(setTimeout|setInterval|process\.|console\.)/.test(code(path)),
    );
    expect(offenders).toEqual([]);
  });
});

describe('the tree', () => {
  it('has no file over 300 lines', () => {
    expect(sources.filter((path) => read(path).split('\n').length > 301)).toEqual([]);
  });

  it('has no folder or file that is named after nothing', () => {
    expect(
      sources.filter((path) =>
        /(^|\/)(helpers?|utils?|common|shared|misc|services?|lib|types)(\/|\.ts$)/.test(path),
      ),
    ).toEqual([]);
  });

  it('has the same four files in every dialect', () => {
    for (const name of readdirSync(join(root, 'src/dialects'), { withFileTypes: true })) {
      if (!name.isDirectory()) continue;
      const stems = readdirSync(join(root, 'src/dialects', name.name)).map((file) =>
        file.replace(/\.ts$/, ''),
      );
      expect(stems, name.name).toEqual(expect.arrayContaining(['routes', 'schemas', 'mapping', 'errors']));
    }
  });
});

function allowed(path: string, imported: string): boolean {
  const rule = rules.find(({ part }) => part.test(path));
  const [, , second = ''] = path.split('/');
  return (rule?.may ?? []).some((pattern) =>
    new RegExp(pattern.source.replace('$DIALECT', second).replace('$ENGINE', second)).test(imported),
  );
}

function importsOf(path: string): readonly string[] {
  const found = [...code(path).matchAll(/(?<!')\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, target = '']) => target,
  );
  return found.map((target) =>
    target.startsWith('.')
      ? relative(root, resolve(root, dirname(path), target)).replaceAll('\\', '/')
      : target,
  );
}

function code(path: string): string {
  return read(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
