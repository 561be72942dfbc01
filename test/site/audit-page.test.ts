// The page of one audit in a browser: it makes no requests, shows the ways of an attacker and every line, and is
// accessible.
import path from 'node:path';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { auditPage } from '../../src/audit/page.ts';
import { select } from '../../src/audit/select.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { matrixOf } from '../../src/permissions/matrix.ts';
import { askedIn } from '../../src/permissions/observed/asked.ts';
import { Observations } from '../../src/permissions/observed/observations.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { event } from '../permissions/observed/logs.ts';
import { onePage } from './one-page.ts';

const group = 'apiVersion: rbac.authorization.k8s.io/v1\n';
const repository = repositoryOf([
  ['Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n'],
  [
    'src/main.rs',
    'use k8s_openapi::api::core::v1::Secret;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<Secret>::all(client).list(&Default::default()).await.unwrap(); }\n',
  ],
  [
    'deploy/a.yaml',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app}\nspec:\n  selector: {}\n  template:\n    spec:\n      serviceAccountName: app\n      containers:\n        - {name: "<script>document.title='run'</script>", image: "example.dev/app:1"}\n---\n${group}kind: ClusterRole\nmetadata: {name: app}\nrules:\n  - {apiGroups: [""], resources: [secrets], verbs: [list, delete]}\n---\n${group}kind: ClusterRoleBinding\nmetadata: {name: app}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: app}\nsubjects: [{kind: ServiceAccount, name: app, namespace: a}]\n`,
  ],
]);

const asked = [
  ['list', 'secrets'],
  ['get', 'configmaps'],
] as const;

const { address, open } = onePage(async () => {
  const known = await inferPermissions(repository);
  const selection = select(audit(repository, known), { profile: 'regular' });
  const about = { repository: { origin: 'acme/app', directory: 'app', path: '' } };
  const observations = new Observations();
  for (const [verb, resource] of asked)
    for (const one of askedIn(event(verb, resource, { user: { username: 'system:serviceaccount:a:app' } })))
      observations.add(one, 'audit.log');
  const accounts = known.inferred === undefined ? [] : matrixOf(known.inferred, observations);
  const matrix = { accounts, unknown: 0, logs: { files: 1, skipped: 0 } };
  return auditPage(selection, { name: 'a', version: '1.0.0' }, about, matrix);
});

test('it makes no requests, runs no script, and leads from the line of Rust to the account', async () => {
  const { page, said } = await open();
  expect(said).toEqual([address]);
  expect(await page.title()).toBe('Audit of acme/app');
  const steps = await page.locator('.gets', { hasText: 'reads every Secret' }).locator('.way li').allInnerTexts();
  expect(steps.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
    'code src/main.rs:5',
    'permission list secrets',
    'role ClusterRole app deploy/a.yaml:16',
    'account ServiceAccount a/app',
  ]);
});

test('each permission has the line that needs it, the line that grants it, and the request', async () => {
  const { page } = await open();
  const rows = await page.locator('.matrix tbody tr').allInnerTexts();
  expect(rows.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
    'get configmaps no no requests: 1 /x/configmaps?verb=get requested, but neither needed nor granted',
    'delete secrets no deploy/a.yaml:16 whole cluster no request granted and not needed, high',
    'list secrets src/main.rs:5 whole cluster deploy/a.yaml:16 whole cluster requests: 1 /x/secrets?verb=list needed and granted',
  ]);
});

test('a finding opens by the keyboard and shows its lines', async () => {
  const { page } = await open();
  const first = page.locator('details.finding').first();
  await first.locator('summary').focus();
  await page.keyboard.press('Enter');
  expect(await first.locator('ul').isVisible()).toBe(true);
  expect(await first.textContent()).toContain('deploy/a.yaml:');
});

test('it fits a phone', async () => {
  const { page } = await open('light', false, 400);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
});

test('on a phone, the ways are further apart than their steps', async () => {
  const { page } = await open('light', false, 400);
  const [between, within] = await page.evaluate<[number, number]>(`(() => {
    const way = document.querySelector('.way');
    const next = way.cloneNode(true);
    way.after(next);
    const [first, second] = [...way.children].map((step) => step.getBoundingClientRect());
    const last = way.lastElementChild.getBoundingClientRect();
    return [next.firstElementChild.getBoundingClientRect().top - last.bottom, second.top - first.bottom];
  })()`);
  expect(between).toBeGreaterThan(1.5 * within);
});

test('a print shows folded parts', async () => {
  const { page } = await open();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('details.finding ul').first().isVisible()).toBe(true);
});

test.each([
  ['light', 1400],
  ['dark', 1400],
  ['light', 400],
  ['dark', 400],
] as const)('axe finds no problem, %s, %d pixels wide', async (scheme, width) => {
  const { page } = await open(scheme, true, width);
  if (process.env['SCREENSHOTS'] !== undefined)
    await page.screenshot({ path: path.join(process.env['SCREENSHOTS'], `${scheme}-${width}.png`), fullPage: true });
  await page.addScriptTag({ content: axe.source });
  const violations = await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
  );
  expect(violations).toEqual([]);
});
