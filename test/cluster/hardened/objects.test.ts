// How `npm run hardened` compares two states of a repository, and asks the API server.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { prepare, verdictOn } from './dry-run.ts';
import { changedBetween, installedIn } from './objects.ts';

let plane: ControlPlane;
let home: string;
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'hardened-'));
  plane = await startControlPlane();
});
afterAll(async () => {
  await plane.stop();
  rmSync(home, { recursive: true, force: true });
});

const pod = (more: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: n}\nspec:\n  selector: {matchLabels: {a: a}}\n  template:\n    metadata: {labels: {a: a}}\n    spec: {containers: [{name: a, image: a}]${more}}\n`;

function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(home, name, file)), { recursive: true });
    writeFileSync(path.join(home, name, file), text);
  }
  return path.join(home, name);
}

test('differences are reported with their place, in manifests, charts and kustomizations', async () => {
  const files = (more: string) => ({
    'plain/a.yaml': pod(more),
    'k/kustomization.yaml': 'resources: [a.yaml]\n',
    'k/a.yaml': pod(more),
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
    'c/templates/a.yaml': pod(more),
  });
  const [before, after] = [
    await installedIn(folder('before', files(''))),
    await installedIn(folder('after', files(', enableServiceLinks: false'))),
  ];
  expect(before.rendered.toSorted()).toEqual(['chart c', 'kustomization k/kustomization.yaml']);
  const said = changedBetween(before, after).flatMap(({ label, differs }) => differs.map((one) => `${label}${one}`));
  const what = 'Deployment n/a.spec.template.spec.enableServiceLinks: false, before nothing';
  expect(said.toSorted()).toEqual([
    `chart c: ${what}`,
    `kustomization k/kustomization.yaml: ${what}`,
    `plain/a.yaml: ${what}`,
  ]);
  expect(changedBetween(after, after)).toEqual([]);
});

test('an object that the API server refuses is refused, and an unserved kind is reported separately', async () => {
  const judge = async (text: string) => {
    const { objects } = await installedIn(folder(`judged-${text.length}`, { 'a.yaml': text }));
    await prepare(plane, [...objects.values()]);
    return Promise.all([...objects.values()].map(async (one) => (await verdictOn(plane, one)).state));
  };
  expect(await judge(pod(''))).toEqual(['accepted']);
  expect(await judge(pod(', enableServiceLink: false'))).toEqual(['refused']);
  expect(await judge(pod('').replace('apps/v1', 'argoproj.io/v1alpha1').replace('Deployment', 'Rollout'))).toEqual([
    'not served',
  ]);
});
