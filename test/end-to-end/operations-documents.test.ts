import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { newDataDir, startJeton } from '../support/jeton-process.ts';
import { makeSelfSigned } from '../support/self-signed.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const documents = resolve(import.meta.dirname, '../../docs');
const read = (path: string) => readFileSync(join(documents, path), 'utf8');

it('dashboard, alert rules and reference name the metrics that there are, and the reference names them all', async () => {
  const { certFile, keyFile } = makeSelfSigned(temporaryDirectory(), 'metrics');
  const env = { JETON_TLS_CERT: certFile, JETON_TLS_KEY: keyFile };
  const server = await startJeton({ dataDir: newDataDir(), env });
  const told = metricsIn(await fetchText(`https://127.0.0.1:${server.port}/metrics`));
  expect(told.length).toBeGreaterThan(20);
  expect(namesIn(read('operations/dashboard.json')).filter((name) => !told.includes(name))).toEqual([]);
  expect(namesIn(read('operations/alerts.yml')).filter((name) => !told.includes(name))).toEqual([]);
  expect(namesIn(read('operations.md')).toSorted()).toEqual(told.toSorted());
});

it('the dashboard is whole: every panel asks something of the chosen data source, in a place of its own', () => {
  const { panels, templating } = JSON.parse(read('operations/dashboard.json'));
  const variables = templating.list.map(({ name }: { name: string }) => name);
  expect(variables).toEqual(['datasource', 'job', 'instance']);
  // biome-ignore lint/suspicious/noExplicitAny: Grafana's format
  const places = panels.map(({ gridPos, targets, title }: any) => {
    expect(targets.length, title).toBeGreaterThan(0);
    for (const { expr } of targets) expect(expr).toContain('{job=~"$job",instance=~"$instance"');
    return `${gridPos.x} ${gridPos.y}`;
  });
  expect(new Set(places).size).toBe(panels.length);
});

function metricsIn(exposition: string): readonly string[] {
  return [...exposition.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
}

function namesIn(document: string): readonly string[] {
  const names = document.match(/\b(?:jeton|process|nodejs)_[a-z_]+\b/g) ?? [];
  return [...new Set(names.map((name) => name.replace(/_(?:bucket|sum|count)$/, '')))];
}

function fetchText(url: string): Promise<string> {
  return new Promise((done, failed) => {
    get(url, { rejectUnauthorized: false }, (answer) => done(text(answer))).once('error', failed);
  });
}
