// The generated template in a real Backstage backend, with its scaffolder and its action for Yeoman generators.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entries } from '../../src/answers/index.ts';
import { settle, type Given } from '../../src/answers/resolve.ts';
import { generate } from '../generate.ts';
import { pairwise } from '../pairwise.ts';
import { repositories } from '../repositories.ts';
import { startScaffolder, type Scaffolder } from './scaffolder.ts';

let scaffolder: Scaffolder;
beforeAll(async () => {
  scaffolder = await startScaffolder();
});
afterAll(() => scaffolder.stop());

const sets: readonly Given[] = [...Object.values(repositories), ...pairwise().slice(0, 14)];

test('writes the same bytes as the command line for 24 sets of answers, four at a time', async () => {
  const batches = sets.flatMap((_, index) => (index % 4 === 0 ? [sets.slice(index, index + 4)] : []));
  for (const batch of batches) {
    const answers = await Promise.all(batch.map((given) => scaffolder.dryRun(given)));
    for (const [index, { status, files, said }] of answers.entries()) {
      expect({ status, said }).toEqual({ status: 200, said: '' });
      expect(files).toEqual(Object.fromEntries(generate(batch[index] ?? {})));
    }
  }
});

test('passes on every declared answer', async () => {
  for (const given of Object.values(repositories)) {
    const { values } = settle(given, { defaults: true });
    const whole = Object.fromEntries(
      entries.flatMap(([key]) => (values.get(key) === undefined ? [] : [[key, values.get(key)]])),
    );
    const { files } = await scaffolder.dryRun(whole);
    expect(JSON.parse(files['.yo-rc.json'] ?? '{}')['create-kube-secure-controller'].answers).toEqual(whole);
  }
});

test('does not pass on an answer that another answer makes irrelevant', async () => {
  const { status, files } = await scaffolder.dryRun({ name: 'one', scope: 'cluster', externalHosts: ['example.com'] });
  expect(status).toBe(200);
  expect(files).toEqual(Object.fromEntries(generate({ name: 'one', scope: 'cluster' })));
});

test.each([
  [{}, 'name'],
  [{ name: 'One' }, 'name'],
  [{ name: 'one', scope: 'clster' }, 'scope'],
  [{ name: 'one', watchNamespaces: ['kube-system'] }, 'watchNamespaces'],
  [{ name: 'one', scope: 'external' }, 'externalHosts'],
  [{ name: 'one', group: 'example.k8s.io' }, 'group'],
  [{ name: 'one', owns: [] }, 'owns'],
  [{ name: 'one', owns: ['Namespace'] }, 'owns'],
  [{ name: 'one', repository: 'acme' }, 'repository'],
])("the form's schema refuses %o", async (values, field) => {
  const { status, said } = await scaffolder.dryRun(values);
  expect(status).toBe(400);
  expect(said).toContain(field);
});

test('an error that only the generator finds ends the task with the message of the generator', async () => {
  const { status, said } = await scaffolder.dryRun({ name: 'one', watchNamespaces: ['one-system'] });
  expect(status).toBe(500);
  expect(said).toContain('must not contain the install namespace');
});

test('a custom template with a misspelt option is refused', async () => {
  const { status, said } = await scaffolder.dryRun(
    {},
    {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name: 'own' },
      spec: {
        owner: 'team',
        type: 'service',
        parameters: [],
        steps: [
          {
            id: 'generate',
            action: 'run:yeoman',
            input: {
              namespace: 'kube-secure-controller:app',
              options: { name: 'one', defaults: true, scop: 'cluster' },
            },
          },
        ],
      },
    },
  );
  expect(status).toBe(500);
  expect(said).toContain('Unknown option \\"scop\\" (did you mean \\"scope\\"?)');
});
