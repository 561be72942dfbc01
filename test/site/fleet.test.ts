// The page of a fleet in a browser: it makes no requests, sorts and filters by itself, and is accessible by screen
// reader and keyboard.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fleetPage } from '../../src/fleet/fleet-page.ts';
import { fleetOf } from '../../src/fleet/fleet.ts';
import type { Row } from '../../src/fleet/row.ts';
import { onePage } from './one-page.ts';

function row(repository: string, more: Partial<Row>): Row {
  const findings = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
  return {
    ...{ repository, origin: repository, file: `${repository}.json`, grade: 'A', score: 100, findings, suppressed: 0 },
    ...{ version: '0.1.0', preset: null, behind: [], drifted: null, reach: 'namespace', gets: [], broken: [] },
    ...{ profile: 'regular', lacks: [] },
    ...more,
  };
}

const fleet = fleetOf(
  [
    row('acme/good', {}),
    row('acme/nine', { grade: 'D', score: 9, behind: ['it is on no preset'] }),
    row('acme/bad', {
      ...{ grade: 'F', score: 81, reach: 'cluster', gets: ['takes over the cluster', 'starts Pods'] },
      findings: { critical: 2, high: 0, medium: 0, low: 0, unknown: 0 },
      broken: ['no-wildcards'],
    }),
    row('acme/<script>document.title = "run"</script>', { grade: 'C', score: 70, origin: null }),
  ],
  [{ file: 'gone.json', message: 'it does not exist' }],
);

const lines = fleetPage(fleet, { name: 'a', version: '1.0.0' });
const { address, open } = onePage(() => lines);
const added = onePage(() => [lines.join('\n').replace('<main>', '<main><script>document.title="run"</script>')]);

/** The names in table order. */
const shown = (page: Page): Promise<readonly string[]> =>
  page.locator('tbody tr:visible th').evaluateAll((cells) => cells.map((cell) => cell.textContent ?? ''));

test('it sorts by a heading with mouse and keyboard, numbers as numbers, and announces it', async () => {
  const { page, said } = await open();
  expect((await shown(page))[0]).toBe('acme/bad');
  await page.getByRole('button', { name: 'score' }).click();
  expect((await shown(page))[0]).toBe('acme/nine');
  const score = page.getByRole('columnheader', { name: 'score' });
  expect(await score.getAttribute('aria-sort')).toBe('ascending');
  await page.keyboard.press('Enter');
  expect(await score.getAttribute('aria-sort')).toBe('descending');
  expect((await shown(page))[0]).toBe('acme/good');
  await page.getByRole('button', { name: 'grade' }).click();
  expect((await shown(page)).map((name) => name.slice(0, 8))).toEqual(['acme/bad', 'acme/nin', 'acme/<sc', 'acme/goo']);
  await page.getByRole('searchbox').fill('starts pods');
  expect(await shown(page)).toEqual(['acme/bad']);
  expect(await page.locator('output').textContent()).toBe('1 of 4');
  expect(said).toEqual([address]);
});

test('a script as a name stays text', async () => {
  const { page } = await open();
  expect(await page.title()).toBe('Controllers: state of all repositories');
  expect(await shown(page)).toContain('acme/<script>document.title = "run"</script>');
});

test('the policy of the page blocks injected scripts', async () => {
  const { page } = await added.open();
  expect(await page.title()).not.toBe('run');
});

test('it fits a phone, except for the table, which scrolls by itself', async () => {
  const { page } = await open('light', false, 400);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
});

test.each([400, 1400])('at %d pixels a row of short values is one line', async (width) => {
  const { page } = await open('light', false, width);
  const heights = await page.locator('tbody tr').evaluateAll((rows) => rows.map(({ clientHeight }) => clientHeight));
  expect(Math.min(...heights)).toBeLessThan(45);
  // A wide screen has room for the whole table.
  if (width > 1000) expect(await page.locator('.scroll').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
});

test.each(['light', 'dark'] as const)('axe finds no problem, %s', async (scheme) => {
  const { page } = await open(scheme, true);
  await page.addScriptTag({ content: axe.source });
  const violations = await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
  );
  expect(violations).toEqual([]);
});
