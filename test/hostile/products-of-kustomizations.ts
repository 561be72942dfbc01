// Kustomizations that combine many of one thing with many of another.
import { files, lines, pod, type Files, type Product } from './many.ts';

const kustomization = 'kustomization.yaml';
const overlays = (count: number, rest: (at: number) => string): Files =>
  files(count, (at) => [`o${at}/${kustomization}`, `resources: [../base]\n${rest(at)}`]);
const based = (objects: string): Files => ({
  'base/all.yaml': objects,
  [`base/${kustomization}`]: 'resources: [all.yaml]\n',
});
/** Each affects each Pod. */
const saying =
  (field: string, one: (at: number) => string) =>
  (count: number): Files => ({
    'all.yaml': lines(count, pod),
    [kustomization]: `resources: [all.yaml]\n${field}:\n${lines(count, one)}`,
  });
/** Each doubles the objects. */
const doubling = (text: string) => (): Files => ({
  'all.yaml': pod(0),
  [kustomization]: `resources: [all.yaml]\n${text}`,
});

const rendersMore = 'it takes in more than can be rendered from here on';

export const ofKustomizations: Readonly<Record<string, Product>> = {
  'kustomizations that change the objects of one base': {
    count: 150,
    files: (count) => ({ ...based(lines(count, pod)), ...overlays(count, (at) => `namePrefix: o${at}-\n`) }),
    ends: rendersMore,
  },
  'kustomizations that patch the objects of one base': {
    count: 150,
    files: (count) => ({
      ...based(lines(count, pod)),
      ...overlays(
        count,
        () => `patches: [{target: {kind: Pod}, patch: '[{op: add, path: /metadata/labels/a, value: b}]'}]\n`,
      ),
    }),
    ends: rendersMore,
  },
  'kustomizations of an object with many containers': {
    count: 75,
    files: (count) => ({
      ...based(
        `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n${lines(10 * count, (at) => `  - {name: c${at}, image: a}\n`)}`,
      ),
      ...overlays(count, (at) => `namePrefix: o${at}-\n`),
    }),
    ends: rendersMore,
  },
  'patches of one Pod each': {
    count: 300,
    files: saying(
      'patches',
      (at) => `- {target: {kind: Pod, name: p${at}}, patch: '[{op: add, path: /metadata/labels/a, value: b${at}}]'}\n`,
    ),
  },
  'patches of all Pods': {
    count: 300,
    files: saying(
      'patches',
      (at) => `- {target: {kind: Pod}, patch: '[{op: add, path: /metadata/labels/a${at}, value: b}]'}\n`,
    ),
    ends: rendersMore,
  },
  'labels of all Pods': {
    count: 300,
    files: saying('labels', (at) => `- {pairs: {a${at}: b}}\n`),
    ends: rendersMore,
  },
  'images of Pods': { count: 400, files: saying('images', (at) => `- {name: i${at}, newTag: b}\n`) },
  'images of one name': {
    count: 200,
    files: (count) => ({
      'all.yaml': lines(count, () => pod(0).replace('name: p0', 'name: p')),
      [kustomization]: `resources: [all.yaml]\nimages:\n${lines(count, (at) => `- {name: i0, newTag: b${at}}\n`)}`,
    }),
    ends: rendersMore,
  },
  'replacements of Pods': {
    count: 200,
    files: saying(
      'replacements',
      (at) =>
        `- {source: {kind: Pod, name: p${at}}, targets: [{select: {kind: Pod}, fieldPaths: [metadata.labels.app]}]}\n`,
    ),
    ends: rendersMore,
  },
  'a patch of many containers for all Pods': {
    count: 75,
    files: (count) => ({
      'all.yaml': lines(count, pod),
      [kustomization]: `resources: [all.yaml]\npatches:\n- target: {kind: Pod}\n  patch: |\n    kind: Pod\n    metadata: {name: x}\n    spec:\n      containers:\n${lines(4 * count, (at) => `      - {name: c${at}, image: a}\n`)}`,
    }),
    ends: rendersMore,
  },
  'volumes of all Pods': {
    count: 150,
    files: saying(
      'patches',
      (at) =>
        `- {target: {kind: Pod}, patch: '{kind: Pod, metadata: {name: x}, spec: {volumes: [{name: v${at}, emptyDir: {}}]}}'}\n`,
    ),
    ends: rendersMore,
  },
  'ConfigMaps of one long file': {
    count: 40,
    files: (count) => ({
      'base/a.txt': 'x'.repeat(500_000),
      ...files(count, (at) => [
        `o${at}/${kustomization}`,
        `configMapGenerator:\n${lines(count, (to) => `- {name: c${to}, files: [../base/a.txt]}\n`)}`,
      ]),
    }),
    ends: rendersMore,
  },
  'copies into the source of the copies': {
    count: 1,
    files: doubling(
      `patches:\n- target: {kind: Pod}\n  patch: |\n${lines(40, (at) => `    - {op: copy, from: /spec/containers, path: /spec/containers/0/a${at}}\n`)}`,
    ),
    ends: 'a copy of more than can be rendered',
  },
  'replacements in the source of the replacements': {
    count: 1,
    files: doubling(
      `replacements:\n${lines(40, (at) => `- {source: {kind: Pod, fieldPath: spec}, targets: [{select: {kind: Pod}, fieldPaths: [spec.a${at}], options: {create: true}}]}\n`)}`,
    ),
    ends: rendersMore,
  },
};
