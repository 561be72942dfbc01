// The site in headless Chromium: the playground agrees with the command line, and nothing leaves the machine.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';
import { folder, readFixture } from '../inference/fixtures.ts';
import { serve, type Served } from './serve.ts';
import { dist } from './setup.ts';

const pages = readdirSync(dist)
  .filter((file) => file.endsWith('.html') && file !== '404.html')
  .map((file) => file.replace(/(?:index)?\.html$/, ''));
let site: Served;
let browser: Browser;
const requests: string[] = [];
const errors: string[] = [];

beforeAll(async () => {
  site = await serve(dist);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'], // in CI everything runs as root; only pages of this repository are opened
  });
});
afterAll(async () => {
  await browser?.close();
  site?.stop();
});

async function open(place: string, width = 1400): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(`${place}: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && errors.push(`${place}: ${message.text()}`));
  await page.goto(`${site.url}/${place}`, { waitUntil: 'networkidle' });
  // The first page has the playground, whose table appears once the worker has answered.
  if (place === '') await page.getByRole('row').nth(1).waitFor();
  return page;
}

test.each(pages)('/%s opens without an error, and fits a phone', async (place) => {
  const page = await open(place, 400);
  expect(await page.title()).toContain('create-kube-secure-controller');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
  await page.close();
});

test('the first page has the command, and its table of permissions fits a phone', async () => {
  const page = await open('', 400);
  expect(await page.locator('.first-command').textContent()).toBe('npm init kube-secure-controller my-controller');
  const output = page.getByRole('region', { name: 'Permissions' });
  const [inside, visible] = await output.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(inside).toBeLessThanOrEqual(visible ?? 0);
  await page.close();
});

test('the playground shows its example, and updates while typing', async () => {
  const page = await open('');
  const output = page.getByRole('region', { name: 'Permissions' });
  await output.getByRole('row', { name: /^secrets get in named namespaces/ }).waitFor();
  await page.getByLabel('Rust source').fill(`fn main() { delete(kube::Client::try_default()); }
async fn delete(client: kube::Client) {
    let pods: kube::Api<k8s_openapi::api::core::v1::Pod> = kube::Api::all(client);
    pods.delete("a", &Default::default()).await;
}`);
  await output.getByRole('row', { name: /^pods delete in the whole cluster/ }).waitFor();
  expect(await output.getByRole('row', { name: /secrets/ }).count()).toBe(0);
  await page.close();
});

describe('the playground infers the same as the command line', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open('');
    const worker = readdirSync(path.join(dist, 'assets')).find((file) => /^worker-.*\.js$/.test(file));
    await page.evaluate(`window.worker = new Worker('/assets/${worker}', { type: 'module' })`);
  });
  afterAll(() => page.close());

  test.each(readdirSync(folder))('%s', async (name) => {
    const files = readFixture(name);
    const answer = await page.evaluate(
      `new Promise((done) => {
        worker.onmessage = ({ data }) => done(data);
        worker.postMessage({ id: 1, files: ${JSON.stringify([...files])} });
      })`,
    );
    // Copied like the message: undefined fields are missing.
    const inference = JSON.parse(JSON.stringify(await inferFiles(files)));
    expect(JSON.parse(JSON.stringify(answer))).toMatchObject({ analysis: { inference } });
  });
});

test('no page made a request to another site, and none had an error', () => {
  expect(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith('data:'))).toEqual([]);
  expect(errors).toEqual([]);
});
