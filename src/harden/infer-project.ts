// The name, the origin and the licence of a repository, from its manifests, its charts and git.
import { declaration } from '../answers/index.ts';
import { knownFrom } from '../answers/resolve.ts';
import { forgeAt, originIn, type Origin } from '../formats/remote-url.ts';
import { tomlAt, type TomlFile } from '../formats/toml/toml.ts';
import { parseYaml } from '../formats/yaml/file.ts';
import { read } from '../formats/yaml/read.ts';
import { chartsOf } from '../inventory/charts.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isShipped } from '../inventory/shipped.ts';
import { lineIn, topManifests } from '../rules/look/cargo.ts';
import { imagesOf } from './infer-program.ts';
import { found, guess, place, type Reading } from './reading.ts';

/**
 * The name of the package, the only chart, the repository, the only workload or the directory: the first that the
 * generator accepts.
 */
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
  const remote = source === undefined ? [] : [{ ...source, value: String(source.value).split('/').at(-1) ?? '' }];
  const folder = directory === undefined ? [] : [guess(directory, 'the directory is called so')];
  const several = workloads.map(({ value, because }) => guess(value, `one of several workloads, ${because}`));
  const package_ = textAt(inventory, 'name');
  const candidates = [
    ...(package_?.sure === true ? [package_] : []),
    ...only(charts),
    ...remote,
    ...only(workloads),
    ...(package_?.sure === false ? [package_] : []),
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

export type Forge = NonNullable<ReturnType<typeof forgeAt>>;

export interface Source {
  /** Its path on the host: OWNER/NAME on GitHub, also in nested groups on GitLab. */
  readonly source: Reading;
  readonly forge: Forge;
}

/** The host of the source: from Cargo.toml, from the remote of git, or from the name of the image. */
export function sourceOf(inventory: Inventory, origin: Origin | undefined): Source | undefined {
  for (const key of ['repository', 'homepage']) {
    const written = textAt(inventory, key);
    const named = written && at(originIn(String(written.value)), written);
    if (named !== undefined) return named;
  }
  const pulled = origin && at(origin, found('', 'the remote "origin" of git'));
  return pulled ?? imageAt(inventory, 'ghcr.io/', 'github') ?? imageAt(inventory, 'registry.gitlab.com/', 'gitlab');
}

function at(origin: Origin | undefined, reading: Reading): Source | undefined {
  const forge = origin && forgeAt(origin);
  return origin && forge && { source: { ...reading, value: origin.path }, forge };
}

function imageAt(inventory: Inventory, registry: string, forge: Forge): Source | undefined {
  const image = imagesOf(inventory).find(
    ({ value }) => String(value).startsWith(registry) && /^[^/]+\/[^/]+$/.test(String(value).slice(registry.length)),
  );
  if (image === undefined) return undefined;
  const path = String(image.value).slice(registry.length);
  return { source: guess(path, `its image has this name, ${image.because}`), forge };
}

/** The value in the manifest of the package, else that of the workspace, else that of its members if they agree. */
function textAt(inventory: Inventory, key: string): Reading | undefined {
  const top = topManifests(inventory);
  const asking = top.filter((file) => hasKube(file));
  const [root] = asking.length > 0 ? asking : top;
  if (root === undefined) return undefined;
  const own = readText(root, 'package', key) ?? readText(root, 'workspace.package', key);
  if (key === 'name' || key === 'description')
    // Of several packages without a workspace, none is better than another.
    return own !== undefined && top.length > 1 && asking.length !== 1
      ? guess(own.value, `one of several packages, ${own.because}`)
      : own;
  if (own !== undefined) return own;
  const members = [...inventory.toml.values()]
    .filter(({ path }) => path.endsWith('Cargo.toml'))
    .flatMap((file) => readText(file, 'package', key) ?? []);
  return new Set(members.map(({ value }) => value)).size === 1 ? members[0] : undefined;
}

function hasKube({ value }: TomlFile): boolean {
  return ['kube', 'kube-runtime', 'kube-client'].some((name) => tomlAt(value, 'dependencies', name) !== undefined);
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
  // The description that `helm create` writes describes nothing.
  if (typeof description?.value !== 'string' || description.value.startsWith('A Helm chart for Kubernetes'))
    return undefined;
  return found(description.value.trim(), place({ path: description.document.file.path, line: description.line }));
}

/** One of the licences that the generator knows. */
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
  return guess('none', 'no known licence is named');
}

const knownLicenses: readonly (readonly [RegExp, string])[] = [
  [/Apache License/i, 'Apache-2.0'],
  [/MIT License|Permission is hereby granted, free of charge/i, 'MIT'],
];
