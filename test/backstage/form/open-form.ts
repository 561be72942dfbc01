// The form of the generated template in a browser, page by page.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';
import { chromium, type Browser, type Page } from 'playwright-core';
import { cache } from '../../generate.ts';
import { template } from '../scaffolder.ts';

const home = path.join(cache, 'backstage-form');
const page = path.join(home, 'page.html');

/** Installs the parts of the form once, and writes it as one page. */
export async function startForm(): Promise<Browser> {
  mkdirSync(home, { recursive: true });
  const wanted = readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8');
  const installed = path.join(home, 'installed.json');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
    writeFileSync(path.join(home, 'package.json'), wanted);
    // The theme names React 16 and 17 as its peers; Backstage runs it with 18 too.
    await execa('npm', ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], { cwd: home });
    writeFileSync(installed, wanted);
  }
  const { outputFiles } = await build({
    ...{ entryPoints: [path.join(import.meta.dirname, 'page.jsx')], nodePaths: [path.join(home, 'node_modules')] },
    ...{ bundle: true, write: false, jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const scripts = [`globalThis.template = ${JSON.stringify(template)}`, outputFiles[0]?.text ?? ''];
  const inline = scripts.map((script) => `<script>${script.replaceAll('</script', '<\\/script')}</script>`).join('');
  const head =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">';
  writeFileSync(page, `${head}<title>Form</title><div id="form"></div>${inline}`);
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'], // as in test/site
  });
}

export interface OpenForm {
  readonly page: Page;
  /** Fills text fields by their label. */
  readonly fill: (texts: Readonly<Record<string, string>>) => Promise<void>;
  /** Selects a value of a list by its label. */
  readonly pick: (label: string, value: string) => Promise<void>;
  /** Adds an item to a list. */
  readonly add: () => Promise<void>;
  /** The labels of the questions on this page. */
  readonly asked: () => Promise<readonly string[]>;
  /** Submits the page; returns the errors that keep it open. */
  readonly next: () => Promise<readonly string[]>;
  /** The values after the last page. */
  readonly filled: () => Promise<Readonly<Record<string, unknown>>>;
}

export async function openForm(
  browser: Browser,
  width = 1400,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<OpenForm> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const opened = await context.newPage();
  await opened.goto(`file://${page}`);
  const texts = (selector: string): Promise<readonly string[]> =>
    opened.locator(selector).evaluateAll((nodes) => nodes.map((node) => node.textContent ?? ''));
  return {
    page: opened,
    fill: async (values) => {
      for (const [label, value] of Object.entries(values)) await opened.getByLabel(label).last().fill(value);
    },
    pick: async (label, value) => {
      await opened.getByLabel(label, { exact: true }).first().click();
      await opened.getByRole('option', { name: value, exact: true }).click();
    },
    add: () => opened.getByTitle('Add Item').first().click(),
    asked: async () => (await texts('form label, form h5')).map((label) => label.replace(/\s*\*$/, '')),
    next: async () => {
      const handed = Number(await opened.locator('[data-handed]').getAttribute('data-handed'));
      await opened.getByRole('button', { name: 'Submit' }).click();
      await opened.locator(`[data-handed="${handed + 1}"]`).waitFor();
      return texts('form .Mui-error.MuiFormHelperText-root, form .MuiListItem-root .Mui-error');
    },
    filled: async () => JSON.parse((await opened.locator('output').textContent()) ?? ''),
  };
}
