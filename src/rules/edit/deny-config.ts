// A deny.toml that fits the Cargo.lock: every present violation becomes an exception with a date, so that the check passes today.
import { tomlAt, type TomlFile } from '../../formats/toml/toml.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { rootManifest } from '../look/cargo.ts';
import { table } from '../../table.ts';
import { requirementsIn } from '../look/lock-file.ts';
import { packagesIn, type Locked } from '../look/locked-packages.ts';

/** The text for a repository, or the reason why only a person can write it. */
export type DenyConfig = { readonly text: string } | { readonly refused: string };

/**
 * @param model the deny.toml of the reference, which has the wanted settings
 * @see https://embarkstudios.github.io/cargo-deny/checks/cfg.html
 */
export function denyConfigFor(model: string, inventory: Inventory): DenyConfig {
  const root = rootManifest(inventory);
  const lock = inventory.repository.files.get(root?.path.replace(/toml$/, 'lock') ?? '');
  if (root === undefined || lock === undefined) return { refused: 'there is no Cargo.lock to read it from' };
  const packages = packagesIn(lock);
  const since = inventory.today === undefined ? 'already' : `${inventory.today}:`;
  const steps = [undemandingToo, bansFor, wildcardsFor, sourcesFor, licencesFor];
  const around: Around = { packages, since, inventory, root };
  const silent = unlicensed(around);
  if (silent !== undefined)
    return { refused: `cargo-deny would refuse ${silent}, which names no license: write license = "…" into it first` };
  const odd = ownLicences(around).find(({ licence }) => !isKnownExpression(licence));
  if (odd !== undefined)
    return {
      refused: `cargo-deny may refuse ${odd.path}: ${odd.licence} is not an SPDX identifier that this version knows`,
    };
  return { text: steps.reduce((text, step) => step(text, around), model) };
}

interface Around {
  readonly packages: readonly Locked[];
  /** The date of the exceptions. */
  readonly since: string;
  readonly inventory: Inventory;
  readonly root: TomlFile;
}

/** The crates that depend on a banned crate today may keep it; no other crate may add it. */
function bansFor(text: string, { packages, since }: Around): string {
  return text.replace(
    /^( *)\{ crate = "([\w-]+)", use-instead = "[\w-]+" \},$/gm,
    (line, indent: string, crate: string) => {
      if (!packages.some(({ name }) => name === crate)) return line;
      const wrappers = packages.filter(({ needs }) => needs.includes(crate)).map(({ name }) => `"${name}"`);
      return `${indent}# ${since} Cargo.lock has it; nothing else may bring it in.\n${indent}{ crate = "${crate}", wrappers = [${[...new Set(wrappers)].join(', ')}] },`;
    },
  );
}

/** Dependencies by path or git without a version count as wildcards, except in packages that are never published. */
function wildcardsFor(text: string, { inventory, root, since }: Around): string {
  const open = [...inventory.toml.values()]
    .filter(({ path }) => path.endsWith('Cargo.toml'))
    .find((manifest) => {
      const isPrivate = tomlAt(manifest.value, 'package', 'publish') === false;
      return requirementsIn(manifest, root).some(
        ({ version, from }) =>
          version === '*' || (version === undefined && (from === 'git' || (from === 'path' && !isPrivate))),
      );
    });
  return open === undefined
    ? text
    : text.replace(
        /^wildcards = "deny"$/m,
        `# ${since} ${open.path} has dependencies without a version; then "deny".\nwildcards = "warn"`,
      );
}

/** Only the repositories and registries in the lock. */
function sourcesFor(text: string, { packages, since }: Around): string {
  const sources = [...new Set(packages.flatMap(({ source }) => source ?? []))];
  const git = sources.filter((source) => source.startsWith('git+')).map((source) => source.slice('git+'.length));
  const addresses = [...new Set(git.map((url) => url.replace(/[?#].*/, '')))].sort();
  const registries = sources
    .filter((source) => /^(registry|sparse)\+/.test(source) && !source.includes('github.com/rust-lang/crates.io-index'))
    .map((source) => source.replace(/^registry\+/, ''));
  const specs = ['rev', 'tag', 'branch'];
  const weakest = Math.max(0, ...git.map((url) => (specs.findIndex((one) => url.includes(`?${one}=`)) + 4) % 4));
  const wanted = specs[weakest] ?? 'any';
  return text
    .replace(/^allow-git = \[\]$/m, () =>
      addresses.length === 0
        ? 'allow-git = []'
        : `allow-git = [\n${addresses.map((url) => `  "${url}", # ${since} in Cargo.lock`).join('\n')}\n]`,
    )
    .replace(/^(required-git-spec = )"rev"$/m, (line, key: string) =>
      wanted === 'rev'
        ? line
        : `# ${since} ${wanted === 'any' ? 'a dependency names no revision' : `a dependency names a ${wanted}`}; then "rev".\n${key}"${wanted}"`,
    )
    .replace(
      /^(allow-registry = \[)(.*)\]$/m,
      (_, key: string, known: string) => `${key}${[known, ...registries.map((one) => `"${one}"`)].join(', ')}]`,
    );
}

/** Licences that demand no more than MIT does. Cargo.lock has no licences, and some crates have one of these. */
const undemanding = ['0BSD', 'BSL-1.0', 'CC0-1.0', 'MIT-0', 'Unlicense'];

/** The authors of an existing program did not choose its crates by the list of the reference. */
function undemandingToo(text: string): string {
  return text.replace(
    /^allow = \[\n([^\][]*)\]$/m,
    (_, ids: string) => `allow = [\n${ids}${undemanding.map((id) => `  "${id}",\n`).join('')}]`,
  );
}

/** Licences of well-known crates that the usual list lacks, from the metadata on crates.io. */
const licences = table<readonly string[]>({
  'aws-lc-sys': ['OpenSSL'],
  progenitor: ['MPL-2.0'],
  'progenitor-client': ['MPL-2.0'],
  'progenitor-impl': ['MPL-2.0'],
  'progenitor-macro': ['MPL-2.0'],
  'webpki-roots': ['MPL-2.0'],
  'option-ext': ['MPL-2.0'],
  attohttpc: ['MPL-2.0'],
  minidom: ['MPL-2.0'],
  'cooked-waker': ['MPL-2.0'],
  'sozu-command-lib': ['LGPL-3.0'],
  colored: ['MPL-2.0'],
  smartstring: ['MPL-2.0'],
  bitmaps: ['MPL-2.0'],
  im: ['MPL-2.0'],
  'unicode-ident': ['Unicode-DFS-2016'],
  'libbz2-rs-sys': ['bzip2-1.0.6'],
});

/** Exceptions for crates with further demands, for these crates alone; for the packages themselves, their own licences. */
function licencesFor(text: string, around: Around): string {
  const { packages } = around;
  const listed = new Set(
    [...(/^allow = \[([^\][]*)\]/m.exec(text)?.[1] ?? '').matchAll(/"([^"]*)"/g)].map(([, id]) => id),
  );
  const others = packages.flatMap(({ name, source }) =>
    source === undefined ? [] : [{ name, ids: licences[name] ?? [] }],
  );
  const own = ownLicences(around).map(({ name, licence }) => ({ name, ids: idsIn(licence, listed) }));
  const old = packages.some(isOldRing);
  const clarified = [
    ...(old ? [ofOldRing] : []),
    ...(packages.some(({ name }) => name === 'webpki') ? [ofWebpki] : []),
  ];
  const rows = [...others, ...own, ...(old ? [{ name: 'ring', ids: ['OpenSSL'] }] : [])]
    .filter(({ ids }) => ids.length > 0)
    .map(({ name, ids }) => `  { crate = "${name}", allow = [${ids.map((id) => `"${id}"`).join(', ')}] },`);
  const exceptions = rows.length === 0 ? [] : ['exceptions = [', ...[...new Set(rows)].sort(), ']'];
  const lines = [...exceptions, ...(clarified.length === 0 ? [] : [`clarify = [${clarified.join(', ')}]`])];
  return text.replace(/^(confidence-threshold = .*)$/m, (line) => [line, ...lines].join('\n'));
}

interface OwnLicence {
  readonly path: string;
  readonly name: string;
  readonly licence: string;
}

/** The licences in the manifests of the packages in the repository. */
function ownLicences({ inventory, root }: Around): readonly OwnLicence[] {
  return [...inventory.toml.values()].flatMap((manifest) => {
    const { path } = manifest;
    const name = tomlAt(manifest.value, 'package', 'name');
    const licence = inherited(manifest, root, 'license');
    return path.endsWith('Cargo.toml') && typeof name === 'string' && typeof licence === 'string'
      ? [{ path, name, licence }]
      : [];
  });
}

/** SPDX identifiers of licences for programs: cargo-deny refuses a configuration with any other word. */
const identifiers = new Set(
  `0BSD AFL-3.0 AGPL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 BUSL-1.1 CC-BY-4.0
  CC0-1.0 CDDL-1.0 CDLA-Permissive-2.0 ECL-2.0 Elastic-2.0 EPL-2.0 EUPL-1.2 GPL-2.0 GPL-2.0-only GPL-2.0-or-later GPL-3.0 GPL-3.0-only
  GPL-3.0-or-later ISC LGPL-2.1 LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0 LGPL-3.0-only LGPL-3.0-or-later MIT MIT-0 MPL-1.1 MPL-2.0
  MulanPSL-2.0 NCSA OpenSSL OSL-3.0 PostgreSQL SSPL-1.0 Unicode-3.0 Unicode-DFS-2016 Unlicense UPL-1.0 Vim WTFPL Zlib`.split(
    /\s+/,
  ),
);

function isKnownExpression(expression: string): boolean {
  return expression
    .split(/[()\s/]+|\bAND\b|\bOR\b/)
    .filter((word) => word !== '')
    .every((word, index, words) =>
      words[index - 1] === 'WITH' ? word === 'LLVM-exception' : word === 'WITH' || identifiers.has(word),
    );
}

/** The manifest of a package in the repository that is not private and has no licence: the check would fail on it. */
function unlicensed({ packages, inventory, root }: Around): string | undefined {
  const own = new Set(packages.filter(({ source }) => source === undefined).map(({ name }) => name));
  return [...inventory.toml.values()].find((manifest) => {
    const name = tomlAt(manifest.value, 'package', 'name');
    return (
      manifest.path.endsWith('Cargo.toml') &&
      typeof name === 'string' &&
      own.has(name) &&
      inherited(manifest, root, 'publish') !== false &&
      typeof inherited(manifest, root, 'license') !== 'string'
    );
  })?.path;
}

/** A field of a manifest's package, or its value inherited from the workspace. */
function inherited(manifest: TomlFile, root: TomlFile, key: string): unknown {
  const said = tomlAt(manifest.value, 'package', key);
  const isInherited = tomlAt(manifest.value, 'package', key, 'workspace') === true;
  return isInherited ? tomlAt(root.value, 'workspace', 'package', key) : said;
}

/** The licences of an expression that must be allowed; none if one of its alternatives is allowed everywhere. */
function idsIn(expression: string, listed: ReadonlySet<string | undefined>): readonly string[] {
  const alternatives = expression
    .replace(/[()]/g, ' ')
    .split(/\bOR\b|\//)
    .map((part) => part.split(/\bAND\b/).map((id) => id.trim()));
  if (alternatives.some((ids) => ids.every((id) => listed.has(id)))) return [];
  return (alternatives[0] ?? []).filter((id) => id !== '' && !listed.has(id));
}

/** Before 0.17.10 only the file LICENSE of ring has its licence; the checksum is the one that cargo-deny computes for it. */
function isOldRing({ name, version }: Locked): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return name === 'ring' && major === 0 && (minor < 17 || (minor === 17 && patch < 10));
}

const ofOldRing =
  '{ crate = "ring", expression = "MIT AND ISC AND OpenSSL", license-files = [{ path = "LICENSE", hash = 0xbd0eed23 }] }';

/** No version of webpki has a licence in its manifest; the checksum is the one that cargo-deny computes for its file LICENSE. */
const ofWebpki = '{ crate = "webpki", expression = "ISC", license-files = [{ path = "LICENSE", hash = 0x001c7e6c }] }';
