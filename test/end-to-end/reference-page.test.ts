import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type HTTPRequest, launch, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';
import { requireSystemPackage } from '../support/system-package.ts';

const executablePath = await requireSystemPackage('chromium');
// A busy machine takes its time over a page of a hundred calls.
const WAIT_MS = 100_000;
const pictures = mkdtempSync(join(tmpdir(), 'jeton-reference-'));

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  // Chromium's sandbox refuses root.
  browser = await launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** The reference in a window of this size, and what went on behind it. */
async function openReference(width: number, height: number) {
  const page = await browser.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const requested: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request: HTTPRequest) => requested.push(request.url()));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.setViewport({ width, height });
  await page.goto(`${server.url}/docs`);
  await page.waitForSelector('.opblock-tag');
  return { page, requested, complaints };
}

/** Opens an area from the list beside the reference, and a call in it. */
async function openCall(page: Page, area: string, path: string): Promise<void> {
  await page.locator(`nav button[data-tag="${area}"]`).click();
  await page.locator(`[data-path="${path}"] + button, .opblock-summary:has([data-path="${path}"])`).click();
  await page.waitForSelector('.opblock.is-open .responses-wrapper');
}

describe('the reference in a browser', () => {
  it('lists all four dialects and opens a call, without an error and without a request to elsewhere', async () => {
    const { page, requested, complaints } = await openReference(1280, 900);
    const dialects = await page.$$eval('nav summary', (headings) => headings.map((one) => one.textContent));
    expect(dialects).toEqual(['Jeton', 'GitLab', 'Unleash', 'Dynatrace']);
    await page.screenshot({ path: join(pictures, 'wide.png') });
    await openCall(page, 'Jeton: verdicts', '/api/v1/tokens/verify');
    expect(await page.$eval('.opblock.is-open', (one) => one.textContent)).toContain(
      'Judge a token of any kind',
    );
    await page.screenshot({ path: join(pictures, 'wide-call.png') });
    expect(complaints).toEqual([]);
    expect(requested.length).toBeGreaterThan(4);
    const elsewhere = requested.filter((url) => !url.startsWith(server.url) && !url.startsWith('data:'));
    expect(elsewhere).toEqual([]);
    await page.close();
  });

  it('fits a narrow window', async () => {
    const { page, complaints } = await openReference(390, 844);
    await page.screenshot({ path: join(pictures, 'narrow.png') });
    await page.locator('nav details:nth-of-type(2) summary').click();
    await openCall(page, 'GitLab: token information', '/api/v4/admin/token');
    await page.screenshot({ path: join(pictures, 'narrow-call.png') });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('sends a request with a token that is typed in, and keeps the token nowhere', async () => {
    const { page, requested } = await openReference(1280, 900);
    await page.locator('.auth-wrapper .authorize').click();
    await page.locator('#auth-bearer-value').fill(server.rootSecret);
    await page.locator('.auth-container button.authorize[type="submit"]').click();
    await page.locator('.modal-btn.btn-done, .auth-btn-wrapper .btn-done').click();
    await openCall(page, 'Jeton: caller', '/api/v1/me');
    await page.locator('.opblock.is-open .try-out__btn').click();
    await page.locator('.opblock.is-open .execute').click();
    await page.waitForSelector('.live-responses-table .response-col_status');
    const answer = await page.$eval('.live-responses-table', (one) => one.textContent);
    expect(answer).toContain('"username": "root"');
    const kept = await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    expect(kept).not.toContain(server.rootSecret);
    expect(requested.filter((url) => url.includes(server.rootSecret))).toEqual([]);
    await page.close();
  });
});
