// The form for a team: it shows the fields for the scope and provider, marks wrong values, and its result equals that
// of the command line.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holds, type Answer } from '../../../src/answers/answer.ts';
import { entries } from '../../../src/answers/index.ts';
import { knownFrom } from '../../../src/answers/resolve.ts';
import { generate } from '../../generate.ts';
import { startScaffolder, type Scaffolder } from '../scaffolder.ts';
import { openForm, startForm, type OpenForm } from './open-form.ts';

let browser: Browser;
let scaffolder: Scaffolder;
beforeAll(async () => {
  [browser, scaffolder] = await Promise.all([startForm(), startScaffolder()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), scaffolder.stop()]);
});

/** The titles of the questions of a group with some answers, by the declaration. */
function wanted(group: Answer['group'], values: Readonly<Record<string, string>>): readonly string[] {
  const known = knownFrom(new Map(Object.entries(values)));
  return entries
    .filter(([, { group: own, when }]) => own === group && (when === undefined || holds(when, known)))
    .map(([, { title }]) => title.replace(/\?$/, ''))
    .sort();
}

async function started(): Promise<OpenForm> {
  const form = await openForm(browser);
  await form.fill({ 'Name of the controller': 'one' });
  expect(await form.next()).toEqual([]);
  return form;
}

async function through(form: OpenForm, pages: number): Promise<void> {
  for (let page = 0; page < pages; page += 1) expect(await form.next()).toEqual([]);
}

test('only a name is required, and the result equals that of the command line', async () => {
  const form = await started();
  await through(form, 5);
  const { status, said, files } = await scaffolder.dryRun(await form.filled());
  expect({ status, said }).toEqual({ status: 200, said: '' });
  expect(files).toEqual(Object.fromEntries(generate({ name: 'one' })));
});

test.each(['namespaced', 'cluster', 'external'])('scope %s asks for the answers that it needs', async (scope) => {
  const form = await started();
  if (scope !== 'namespaced') await form.pick('Scope', scope);
  // Within a cluster the form asks for namespaces if the controller is confined to them, as external is by default.
  const values = { scope, kubernetesScope: scope === 'external' ? 'namespaced' : '' };
  await expect.poll(async () => [...new Set(await form.asked())].sort()).toEqual(wanted('Scope', values));
  await through(form, 3);
  expect([...(await form.asked())].length > 0).toBe(scope === 'external');
});

const providers = entries.find(([key]) => key === 'externalProvider')?.[1].values ?? [];

test.each(providers)(
  'provider %s asks for the answers that it needs, and for none of another provider',
  async (provider) => {
    const form = await started();
    await form.pick('Scope', 'external');
    await through(form, 3);
    if (provider !== 'token') await form.pick('Identity outside the cluster', provider);
    const values = { scope: 'external', externalProvider: provider };
    // Items of lists have their own labels.
    const ones = new Set(entries.map(([, { one }]) => one));
    const asked = async () => [...new Set((await form.asked()).filter((label) => !ones.has(label)))].sort();
    await expect.poll(asked).toEqual(wanted('External', values));
  },
);

test('with GitLab the form does not ask about Dependabot', async () => {
  const form = await started();
  await through(form, 4);
  expect(await form.asked()).toContain('Dependency updates');
  await form.pick('CI', 'gitlab');
  await expect.poll(form.asked).not.toContain('Dependency updates');
  await form.next();
  const { files } = await scaffolder.dryRun(await form.filled());
  expect(files).toEqual(Object.fromEntries(generate({ name: 'one', ci: 'gitlab' })));
});

const refusals: readonly (readonly [page: number, label: string, value: string])[] = [
  [0, 'Name of the controller', 'One'],
  [0, 'Description', ' x'],
  [1, 'Namespace to install into', 'Kube'],
  [1, 'CIDR of the API server', 'somewhere'],
  [2, 'API group of the custom resource', 'example.k8s.io'],
  [2, 'Kind of the custom resource', 'lower'],
  [5, 'Repository', 'acme'],
];

test.each(refusals)('page %d shows an error next to a wrong value of %s', async (page, label, value) => {
  const form = await openForm(browser);
  await form.fill({ 'Name of the controller': 'one' });
  await through(form, page);
  await form.fill({ [label]: value });
  expect((await form.next()).join()).toMatch(/must (match|be|NOT)/);
  expect(await form.page.getByLabel(label).last().inputValue()).toBe(value);
});

test('a system namespace and an empty list of hosts are refused too', async () => {
  const form = await started();
  await form.add();
  await form.fill({ Namespace: 'kube-system' });
  expect((await form.next()).join()).toContain('must match');
  await form.fill({ Namespace: 'team-a' });
  await form.pick('Scope', 'external');
  await through(form, 3);
  expect((await form.next()).join()).toContain('must be string');
  await form.fill({ Host: 'api.example.com' });
  await through(form, 2);
  const { files } = await scaffolder.dryRun(await form.filled());
  const given = { name: 'one', scope: 'external', watchNamespaces: ['team-a'], externalHosts: ['api.example.com'] };
  expect(files).toEqual(Object.fromEntries(generate(given)));
});

test.each([
  [400, 'light'],
  [400, 'dark'],
  [1400, 'light'],
  [1400, 'dark'],
] as const)('it fits %d points, %s', async (width, scheme) => {
  const { page } = await openForm(browser, width, scheme);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
});
