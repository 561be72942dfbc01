// A self-contained page in a browser: it is written to a file and opened, and its requests and messages are recorded.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

export interface Opened {
  readonly page: Page;
  /** Every request, and every console message. */
  readonly said: readonly string[];
}

/** Registers the page for the tests of a file: its address, and a function that opens it. */
export function onePage(lines: () => Promise<readonly string[]> | readonly string[]): {
  readonly address: string;
  readonly open: (colorScheme?: 'light' | 'dark', bypassCSP?: boolean, width?: number) => Promise<Opened>;
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'one-page-'));
  const file = path.join(folder, 'page.html');
  const address = pathToFileURL(file).href;
  let browser: Browser | undefined;
  beforeAll(async () => {
    writeFileSync(file, (await lines()).join('\n'));
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox'], // as in site.test.ts
    });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    address,
    async open(colorScheme = 'light', bypassCSP = false, width = 1400) {
      if (browser === undefined) throw new Error('The browser is not started.');
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP });
      const page = await context.newPage();
      const said: string[] = [];
      page.on('request', (request) => said.push(request.url()));
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      await page.goto(address);
      return { page, said };
    },
  };
}
