// The namespace of a controller, from kustomize, its manifests, their values and its documents.
import { dnsLabel } from '../answers/checks.ts';
import { lineAt } from '../formats/edit.ts';
import { RELEASE_NAMESPACE } from '../inventory/chart/load.ts';
import { chartNames } from '../inventory/charts.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isKustomization, readKustomization } from '../inventory/kustomize/kustomization.ts';
import { readPart, textAt } from '../inventory/part.ts';
import { readManifest, type Manifest } from '../inventory/manifests.ts';
import { isShipped } from '../inventory/shipped.ts';
import { itemsOf } from '../formats/yaml/values.ts';
import type { Key } from '../formats/yaml/node.ts';
import { found, guess, place, type Reading } from './reading.ts';

interface Saying {
  readonly namespace: string;
  readonly at: string;
}

/** The first source with a namespace; if it has several, the most frequent is a guess. */
export function installNamespaceOf(inventory: Inventory, name: string): Reading | undefined {
  for (const look of [kustomized, written, bound, declared, documented]) {
    const sayings = look(inventory, name).filter(({ namespace }) => dnsLabel(namespace) === undefined);
    const times = (one: Saying): number => sayings.filter(({ namespace }) => namespace === one.namespace).length;
    const [first, ...others] = sayings
      .filter((one, index) => sayings.findIndex(({ namespace }) => namespace === one.namespace) === index)
      .sort((a, b) => times(b) - times(a));
    if (first === undefined) continue;
    const { namespace, at } = first;
    return others.length === 0 ? found(namespace, at) : guess(namespace, `${at}; also ${inShort(others)}`);
  }
  return undefined;
}

/** A product may have thousands of namespaces: the first few show what was found. */
const mostShown = 3;

function inShort(sayings: readonly Saying[]): string {
  const few = sayings.slice(0, mostShown).map(({ namespace, at }) => `${namespace}, ${at}`);
  const more = sayings.length - few.length;
  return [...few, ...(more === 0 ? [] : [`and ${more} more`])].join('; ');
}

function kustomized({ repository }: Inventory): readonly Saying[] {
  return [...repository.files].flatMap(([path, text]) => {
    const root = isKustomization(path) && isShipped(path) ? readKustomization(path, text)?.root : undefined;
    const namespace = root && textAt(root, 'namespace');
    return root === undefined || namespace === undefined
      ? []
      : [{ namespace, at: place({ path, line: readPart(root, ['namespace']).line }) }];
  });
}

/** From a chart, with its values. */
function written({ workloads }: Inventory): readonly Saying[] {
  return workloads.flatMap(({ manifest }) => saying(manifest, ['metadata', 'namespace']));
}

/** The namespace of a ServiceAccount in a binding. */
function bound({ manifests }: Inventory): readonly Saying[] {
  const bindings = manifests.filter(({ kind }) => /^(Cluster)?RoleBinding$/.test(kind));
  return bindings.flatMap((binding) =>
    itemsOf(readManifest(binding, ['subjects'])).flatMap((_, index) =>
      saying(binding, ['subjects', index, 'namespace']),
    ),
  );
}

function declared({ manifests }: Inventory): readonly Saying[] {
  return manifests
    .filter(({ kind }) => kind === 'Namespace')
    .flatMap((manifest) => saying(manifest, ['metadata', 'name']));
}

/**
 * `helm install … --namespace x` for a chart in this repository, or for the controller, in a README or the notes of a
 * chart.
 */
function documented({ repository }: Inventory, name: string): readonly Saying[] {
  const own = new Set([...chartNames(repository), name].filter((one) => one !== ''));
  return [...repository.files].flatMap(([path, text]) => {
    if (!/(^|\/)(README[\w.-]*\.md|NOTES\.txt|INSTALL[\w.-]*)$/i.test(path) && !/^docs?\/.*\.md$/.test(path)) return [];
    return [...text.matchAll(/\bhelm\s+(?:install|upgrade)\b(?:[^\n\\]|\\\r?\n|\\.)*/g)].flatMap(
      (match): readonly Saying[] => {
        const words = match[0].split(/[\s\\/=]+/);
        const at = words.findIndex((word) => word === '-n' || word === '--namespace');
        return at === -1 || !words.some((word) => own.has(word))
          ? []
          : [{ namespace: words[at + 1] ?? '', at: place({ path, line: lineAt(text, match.index) }) }];
      },
    );
  });
}

/** The result of an action of a template is not a value. */
function saying(manifest: Manifest, keys: readonly Key[]): readonly Saying[] {
  const { state, value, document, line } = readManifest(manifest, keys);
  return state === 'present' && typeof value === 'string' && value !== RELEASE_NAMESPACE
    ? [{ namespace: value, at: place({ path: document.file.path, line }) }]
    : [];
}
