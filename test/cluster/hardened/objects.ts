// The objects that a repository installs, by kustomize, Helm and plain manifests, and the differences of two states.
import { hole } from '../../../src/formats/helm/mask.ts';
import { installationsOf } from '../../../src/inventory/installations.ts';
import { plainOf } from '../../../src/inventory/part.ts';
import { readRepository } from '../../../src/repo/read.ts';
import { print } from '../../judges/agreement.ts';
import { isObject, isStartedByTest, type Object } from '../../judges/charted.ts';
import { differences, objectsOf } from '../../judges/differences.ts';

export interface Installed {
  /** By installation, kind, namespace and name. */
  readonly objects: ReadonlyMap<string, Object>;
  /** The installations that kustomize and Helm render. */
  readonly rendered: readonly string[];
  /** The installations that they refuse, with the reason. */
  readonly refused: ReadonlyMap<string, string>;
}

export async function installedIn(folder: string): Promise<Installed> {
  const repository = readRepository(folder);
  const objects = new Map<string, Object>();
  const rendered: string[] = [];
  const refused = new Map<string, string>();
  for (const installation of installationsOf(repository).installations) {
    const { kind, path, manifests } = installation;
    if (kind === 'plain') {
      for (const file of new Set(manifests.map((manifest) => manifest.path)))
        add(objects, file, objectsOf(repository.files.get(file) ?? ''));
      continue;
    }
    const { stdout, stderr, exitCode } = await print(folder, installation);
    const at = `${kind} ${path}`;
    if (exitCode === 0) {
      rendered.push(at);
      add(objects, at, objectsOf(stdout));
      continue;
    }
    refused.set(at, stderr.slice(-300));
    add(objects, `${at}, by our model`, manifests.map(({ part }) => filled(plainOf(part))).filter(isObject));
  }
  return { objects, rendered, refused };
}

/** A value that our model does not know becomes a word. */
function filled(value: unknown): unknown {
  return JSON.parse((JSON.stringify(value) ?? 'null').replaceAll(hole, 'unknown'));
}

function add(objects: Map<string, Object>, at: string, found: readonly Object[]): void {
  for (const object of found.filter((one) => typeof one['kind'] === 'string' && !isStartedByTest(one)))
    objects.set(`${at}: ${labelOf(object)}`, object);
}

/** Kind, namespace and name. */
export function labelOf({ kind, metadata }: Object): string {
  const { namespace = '', name = '' } = isObject(metadata) ? metadata : {};
  return `${String(kind)} ${String(namespace)}/${String(name)}`;
}

export interface Changed {
  readonly label: string;
  readonly before: Object | undefined;
  readonly after: Object | undefined;
  readonly differs: readonly string[];
}

/** The objects that differ. */
export function changedBetween(before: Installed, after: Installed): readonly Changed[] {
  return [...new Set([...before.objects.keys(), ...after.objects.keys()])].flatMap((label): readonly Changed[] => {
    const [old, now] = [before.objects.get(label), after.objects.get(label)];
    if (old === undefined) return [{ label, before: old, after: now, differs: ['it is new'] }];
    if (now === undefined) return [{ label, before: old, after: now, differs: ['it is gone'] }];
    const differs = differences(now, old).map((text) => text.replace(', ours ', ', before '));
    return differs.length === 0 ? [] : [{ label, before: old, after: now, differs }];
  });
}
