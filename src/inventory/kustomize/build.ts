// Renders a kustomization as `kustomize build` does, each part with the place in the file where its author wrote it.
import { parseYaml } from '../../formats/yaml/file.ts';
import type { Repository } from '../../repo/repository.ts';
import { costOf } from '../cost.ts';
import { itemsAt, sourcePart, textAt, type Part } from '../part.ts';
import { objectsIn } from '../objects.ts';
import { endedAt, isRemote, notRead, type Builder } from './builder.ts';
import { unappliedIn } from './fields.ts';
import { withGenerated } from './generators.ts';
import { below, kustomizationIn, readKustomization, unreadAt, type KustomizationFile } from './kustomization.ts';
import { withReferences } from './names.ts';
import { idOf, isLocal, nameOf, type Resource, type Unread } from './resource.ts';
import { transformed } from './transformers.ts';
import { countTaken, isTooMuch, newWork } from './work.ts';
import { isManifest } from '../judged.ts';

export interface Build {
  readonly resources: readonly Resource[];
  /** The files that it names, and its unknown parts. */
  readonly unread: readonly Unread[];
  /** The files of the repository that it includes. */
  readonly files: ReadonlySet<string>;
}

/**
 * The objects of the kustomization at a path.
 *
 * @param work the cost of the kustomizations before it
 */
export function built(path: string, repository: Repository, work = newWork()): Build {
  const builder: Builder = { repository, unread: [], files: new Set(), stack: [], isOpen: false, isOver: false, work };
  const file = readKustomization(path, repository.files.get(path) ?? '');
  const resources = file === undefined ? [] : withReferences(run(file, [], builder)).filter((one) => !isLocal(one));
  return { resources, unread: builder.unread, files: builder.files };
}

function run(file: KustomizationFile, incoming: readonly Resource[], builder: Builder): readonly Resource[] {
  if (builder.stack.includes(file.path)) {
    builder.unread.push({ path: file.path, line: 1, message: 'this kustomization takes in itself' });
    return incoming;
  }
  if (isTooMuch(builder.work)) {
    endedAt(file, builder);
    return incoming;
  }
  builder.work.done += 1;
  builder.stack.push(file.path);
  builder.files.add(file.path);
  const unapplied = unappliedIn(file);
  for (const one of unapplied) builder.unread.push(one);
  if (unapplied.length > 0) builder.isOpen = true;
  const { root } = file;
  let resources = [...incoming];
  const ids = new Set<string>();
  for (const entry of [...itemsAt(root, 'resources'), ...itemsAt(root, 'bases')]) {
    const more = taken(entry, file, builder);
    if (more.some((one) => ids.has(idOf(one))))
      builder.unread.push(
        unreadAt(entry, file, `${textAt(entry) ?? ''} has an object that is here already, which kustomize refuses`),
      );
    for (const one of more) if (nameOf(one) !== '') ids.add(idOf(one));
    for (const one of more) resources.push(one);
  }
  resources = [...withGenerated(resources, file, builder)];
  for (const entry of itemsAt(root, 'components')) {
    const component = textAt(entry) ?? '';
    const found = isRemote(component) ? undefined : kustomizationIn(below(file, component), builder.repository.files);
    if (found === undefined) notRead(entry, component, file, builder);
    else {
      if (!found.isComponent)
        builder.unread.push(unreadAt(entry, file, `${component} is no Component, which kustomize refuses`));
      resources = [...run(found, resources, builder)];
    }
  }
  builder.work.done += resources.reduce((sum, { part }) => sum + costOf(part), 0);
  const after = transformed(file, resources, builder);
  builder.stack.pop();
  return after;
}

function taken(entry: Part, file: KustomizationFile, builder: Builder): readonly Resource[] {
  const named = textAt(entry) ?? '';
  const path = below(file, named);
  if (isRemote(named)) return notRead(entry, named, file, builder);
  const text = builder.repository.files.get(path);
  if (text !== undefined) return resourcesIn(path, text, builder);
  const base = kustomizationIn(path, builder.repository.files);
  if (base === undefined) return notRead(entry, named, file, builder);
  if (base.isComponent)
    builder.unread.push(unreadAt(entry, file, `${named} is a Component, which kustomize refuses among resources`));
  return run(base, [], builder);
}

/** CustomResourceDefinitions grant nothing, run nothing and are long: only those about which a rule reads something are kept. */
function isObject(source: string): boolean {
  return isManifest(source) || !/^[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?CustomResourceDefinition\b/m.test(source);
}

function resourcesIn(path: string, text: string, builder: Builder): readonly Resource[] {
  builder.files.add(path);
  const { documents, faults } = parseYaml(path, text, { wanted: isObject });
  if (faults.length > 0) builder.isOpen = true;
  for (const fault of faults) builder.unread.push(fault);
  return documents.flatMap((document) =>
    objectsIn(document).map((keys) => {
      const part = sourcePart(document, keys);
      countTaken(part, builder.work);
      return { part, earlier: [] };
    }),
  );
}
