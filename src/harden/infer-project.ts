// What a repository is called, where it comes from and under which licence, as its manifests, charts and git say.
import { declaration } from '../answers/index.ts';
import { knownFrom } from '../answers/resolve.ts';
import { tomlAt, type TomlFile } from '../formats/toml/toml.ts';
import { parseYaml } from '../formats/yaml/file.ts';
import { read } from '../formats/yaml/read.ts';
import { chartsOf } from '../inventory/charts.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isShipped } from '../inventory/shipped.ts';
import { lineIn, rootManifest } from '../rules/look/cargo.ts';
import { imagesOf } from './infer-program.ts';
import { found, guess, place, type Reading } from './reading.ts';

/** The package's, the only chart's, the repository's, the only workload's, the directory's: the first that the generator would take. */
export function nameOf(
  inventory: Inventory,
  source: Reading | undefined,
  directory: string | undefined,
): Reading | undefined {
  const workloads = inventory.workloads
    .filter(
      ({ manifest }, index, all) =>
        !manifest.name.includes('{{') && all.findIndex((one) => one.manifest.name === manifest.name) === index,
    )
    .map(({ manifest }) => found(manifest.name, place(manifest)));
  const charts = chartsOf(inventory.repository)
    .filter((path) => isShipped(`${path}/`))
    .map((path) => found(path.split('/').at(-1) ?? '', `${path}/`));
  const only = (list: readonly Reading[]): readonly Reading[] => (list.length === 1 ? list : []);
  const remote = source === undefined ? [] : [{ ...source, value: String(source.value).split('/')[1] ?? '' }];
  const folder = directory === undefined ? [] : [guess(directory, 'the directory is called so')];
  const several = workloads.map(({ value, because }) => guess(value, `one of several workloads, ${because}`));
  const package_ = textAt(inventory, 'name');
  const candidates = [
    ...(package_ === undefined ? [] : [package_]),
    ...only(charts),
    ...remote,
    ...only(workloads),
    ...folder,
    ...several,
  ];
  return candidates
    .map((one) => ({ ...one, value: String(one.value).toLowerCase().replaceAll('_', '-') }))
    .find(({ value }) => declaration.name.check?.(value, knownFrom(new Map())) === undefined);
}

export function descriptionOf(inventory: Inventory): Reading | undefined {
  return textAt(inventory, 'description') ?? chartDescription(inventory);
}

/** OWNER/NAME on GitHub: as Cargo.toml has it, as git pulls from it, as the image is called. */
export function sourceOf(inventory: Inventory, origin: string | undefined): Reading | undefined {
  for (const key of ['repository', 'homepage']) {
    const written = textAt(inventory, key);
    const name = /github\.com\/([^/\s]+\/[^/\s]+?)(\.git)?\/?$/.exec(String(written?.value ?? ''))?.[1];
    if (written !== undefined && name !== undefined) return { ...written, value: name };
  }
  if (origin !== undefined) return found(origin, 'the remote "origin" of git');
  const image = imagesOf(inventory).find(({ value }) => /^ghcr\.io\/[^/]+\/[^/]+$/.test(String(value)));
  return image && guess(String(image.value).replace('ghcr.io/', ''), `its image is called so, ${image.because}`);
}

/** What the manifest of the package says, else that of the workspace, else its members where they agree. */
function textAt(inventory: Inventory, key: string): Reading | undefined {
  const root = rootManifest(inventory);
  if (root === undefined) return undefined;
  const own = readText(root, 'package', key) ?? readText(root, 'workspace.package', key);
  if (own !== undefined || key === 'name' || key === 'description') return own;
  const members = [...inventory.toml.values()]
    .filter(({ path }) => path.endsWith('Cargo.toml'))
    .flatMap((file) => readText(file, 'package', key) ?? []);
  return new Set(members.map(({ value }) => value)).size === 1 ? members[0] : undefined;
}

function readText(file: TomlFile, table: string, key: string): Reading | undefined {
  const value = tomlAt(file.value, ...table.split('.'), key);
  return typeof value === 'string'
    ? found(value.trim().replaceAll(/\s+/g, ' '), place({ path: file.path, line: lineIn(file, `${table}.${key}`) }))
    : undefined;
}

function chartDescription({ repository }: Inventory): Reading | undefined {
  const charts = [...repository.files].filter(([path]) => /(^|\/)Chart\.ya?ml$/.test(path) && isShipped(path));
  const [path, text] = charts[0] ?? [];
  const document =
    charts.length !== 1 || path === undefined || text === undefined ? undefined : parseYaml(path, text).documents[0];
  const description = document && read(document, ['description']);
  // What `helm create` writes describes nothing.
  if (typeof description?.value !== 'string' || description.value.startsWith('A Helm chart for Kubernetes'))
    return undefined;
  return found(description.value.trim(), place({ path: description.document.file.path, line: description.line }));
}

/** Of the licences that the generator knows. */
export function licenseOf(inventory: Inventory): Reading {
  const written = textAt(inventory, 'license');
  if (written !== undefined)
    return {
      ...written,
      value: /Apache-2\.0/.test(String(written.value)) ? 'Apache-2.0' : written.value === 'MIT' ? 'MIT' : 'none',
    };
  for (const [path, text] of inventory.repository.files) {
    const value = /^(LICEN[CS]E|COPYING)[\w.-]*$/i.test(path)
      ? knownLicenses.find(([title]) => title.test(text.slice(0, 400)))?.[1]
      : undefined;
    if (value !== undefined) return found(value, `${path}:1`);
  }
  return guess('none', 'no licence that the generator knows is named');
}

const knownLicenses: readonly (readonly [RegExp, string])[] = [
  [/Apache License/i, 'Apache-2.0'],
  [/MIT License|Permission is hereby granted, free of charge/i, 'MIT'],
];
