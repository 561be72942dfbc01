// Facts about the program in a container: built here, started directly, and made of code with no effects on its system.
import { lineAt } from '../../formats/edit.ts';
import { parseImage } from '../../formats/image-reference.ts';
import { isTable, tomlAt, type TomlFile } from '../../formats/toml/toml.ts';
import { lineage, shippedStage } from '../../formats/dockerfile/dockerfile.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { groupBy } from '../../group-by.ts';
import type { Container } from '../../inventory/workloads.ts';
import { once } from '../../once.ts';
import { isForeign } from '../../inventory/grants/foreign-images.ts';
import { lastOf } from './dockerfiles.ts';
import { isPlainBase } from './image-kinds.ts';
import { isBuiltHere } from './own-images.ts';
import { rootManifest } from './cargo.ts';
import { packagesIn } from './locked-packages.ts';
import { quietCrates } from './quiet-crates.ts';
import { deedIn } from './quiet-source.ts';

/**
 * The reason why the program of a container may write files, start processes or need a capability; undefined if the
 * repository proves that it does none of these: its image is built here and starts a program of this repository, the
 * source has no such call, and every crate in Cargo.lock that is part of the program is known.
 */
export function doubtOfProgram(inventory: Inventory, container: Container | undefined): string | undefined {
  return doubtOfImage(inventory, container) ?? doubtOfCrates(inventory) ?? doubtOfSource(inventory);
}

/**
 * The reason why a container may start something that is not a program of this repository: its image, what the image
 * starts, or what the manifest starts instead.
 */
export function doubtOfImage(inventory: Inventory, container: Container | undefined): string | undefined {
  if (container === undefined) return 'no container is named';
  const { manifest } = container.workload;
  const programs = programsOf(inventory);
  const at = (key: string): unknown => readManifest(manifest, [...container.keys, key]).value;
  const command = at('command');
  if (command !== undefined && !(Array.isArray(command) && programs.has(baseOf(command[0]))))
    return 'its command starts something that is not built here';
  if (at('lifecycle') !== undefined) return 'its lifecycle starts programs';
  const image = imageOf(container);
  if (!isOfProgram(image, container, inventory)) return `nothing says that the image ${image} is built here`;
  if (inventory.dockerfiles.length === 0) return 'no Dockerfile here says what is in its image';
  const unread = unreadDockerfile(inventory);
  if (unread !== undefined) return `${unread.path} was not understood`;
  const replaced = at('args') === undefined || command !== undefined ? undefined : withoutEntrypoint(inventory);
  return replaced === undefined ? doubtOfStart(inventory) : `its arguments replace the CMD of ${replaced.path}`;
}

/**
 * Whether its image has the name of a program here, is built by a script here, or is the only one that could be: the
 * `controller` that a release replaces, in the only container.
 */
function isOfProgram(image: string, { workload }: Container, inventory: Inventory): boolean {
  const name = parseImage(image)?.name ?? '';
  const isAlone = hasOneWorkload(inventory) && workload.containers.length === 1;
  return (
    !isForeign({ image }) &&
    ((isAlone && /^controller(?:[:@]|$)/.test(image)) ||
      programsOf(inventory).has(name.slice(name.lastIndexOf('/') + 1)) ||
      isBuiltHere(image, inventory))
  );
}

/** The empty text where only a value names it. */
function imageOf({ workload, keys }: Container): string {
  const { state, value } = readManifest(workload.manifest, [...keys, 'image']);
  return state === 'present' ? String(value) : '';
}

const hasOneWorkload = once(({ workloads }: Inventory) => workloads.filter((one) => !one.manifest.patch).length === 1);

const unreadDockerfile = once(({ faults }: Inventory) =>
  faults.find(({ path }) => /(docker|container)file[^/]*$/i.test(path)),
);

const doubtOfStart = once((inventory: Inventory): string | undefined => {
  const programs = programsOf(inventory);
  const strange = inventory.dockerfiles.find((file) => {
    const stages = lineage(shippedStage(file));
    // With an ENTRYPOINT of its own, the base would start that, and take CMD as its arguments.
    const command = isPlainBase(stages.at(-1)?.resolved ?? '') ? lastOf(stages, 'CMD') : undefined;
    return !programs.has(baseOf(startedBy((lastOf(stages, 'ENTRYPOINT') ?? command)?.rest ?? '')));
  });
  return strange === undefined ? undefined : `${strange.path} starts something that is not built here`;
});

const withoutEntrypoint = once(({ dockerfiles }: Inventory) =>
  dockerfiles.find((file) => lastOf(lineage(shippedStage(file)), 'ENTRYPOINT') === undefined),
);

/** The first word of the form without a shell that is not only an init. */
function startedBy(rest: string): string {
  const words = [...rest.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word);
  if (!rest.trim().startsWith('[')) return '';
  return words.find((word) => !/^(--|-[a-z]*)$/.test(word) && !['tini', 'dumb-init'].includes(baseOf(word))) ?? '';
}

function baseOf(word: unknown): string {
  return typeof word === 'string' ? word.replace(/^.*\//, '') : '';
}

const programsOf = once(({ toml }: Inventory): ReadonlySet<string> => {
  const texts = [...toml.values()].flatMap(({ value }) => {
    const bins = tomlAt(value, 'bin');
    return [tomlAt(value, 'package', 'name'), ...(Array.isArray(bins) ? bins.map((bin) => tomlAt(bin, 'name')) : [])];
  });
  return new Set(texts.filter((text) => typeof text === 'string'));
});

const doubtOfSource = once(({ repository }: Inventory): string | undefined => {
  const sources = [...repository.files].filter(
    ([path]) => path.endsWith('.rs') && !/(^|\/)((tests|benches|examples)\/|build\.rs$)/.test(path),
  );
  if (sources.length === 0) return 'there is no source here';
  for (const [path, text] of sources) {
    const deed = deedIn(text);
    if (deed !== undefined) return `${path}:${lineAt(text, deed.offset)} ${deed.what}`;
  }
  return undefined;
});

const doubtOfCrates = once((inventory: Inventory): string | undefined => {
  const root = rootManifest(inventory);
  const lock = inventory.repository.files.get(root?.path.replace(/toml$/, 'lock') ?? '');
  if (root === undefined || lock === undefined) return 'without Cargo.lock its crates are not known';
  const packages = packagesIn(lock);
  const byName = groupBy(packages, ({ name }) => name);
  const own = new Set(packages.flatMap(({ name, source }) => (source === undefined ? [name] : [])));
  const named = [...inventory.toml.values()].flatMap((manifest) => cratesOf(manifest, root));
  if (own.size === 0) return `${root.path.replace(/toml$/, 'lock')} names no package of this repository`;
  const pending = [...new Set(named)].filter((name) => !own.has(name));
  const reached = new Set(pending);
  for (let name = pending.pop(); name !== undefined; name = pending.pop())
    for (const next of (byName.get(name) ?? []).flatMap((one) => one.needs))
      if (!reached.has(next)) {
        reached.add(next);
        pending.push(next);
      }
  const strange = [...reached].filter((name) => !quietCrates.has(name) && byName.has(name));
  const [first] = strange.sort();
  if (first === undefined) return undefined;
  return `the crate ${first} is not known${strange.length > 1 ? `, nor are ${strange.length - 1} more` : ''}`;
});

/** The crates of a package when it runs, without those that only tests and build scripts need. */
function cratesOf({ path, value }: TomlFile, root: TomlFile): readonly string[] {
  if (!path.endsWith('Cargo.toml')) return [];
  const targets = tomlAt(value, 'target');
  const tables = [value, ...(isTable(targets) ? Object.values(targets) : [])].map((one) => tomlAt(one, 'dependencies'));
  return tables.flatMap((table) =>
    isTable(table)
      ? Object.entries(table).map(([key, crate]) => {
          const shared =
            tomlAt(crate, 'workspace') === true ? tomlAt(root.value, 'workspace', 'dependencies', key) : crate;
          const renamed = tomlAt(shared, 'package');
          return typeof renamed === 'string' ? renamed : key;
        })
      : [],
  );
}
