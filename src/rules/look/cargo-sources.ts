// The sources of crates in Cargo.toml and .cargo/config.toml, for repositories without a deny.toml.
import { isTable, tomlAt, type TomlFile } from '../../formats/toml/toml.ts';
import { textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { about } from '../sight.ts';
import type { Sight } from '../rule.ts';
import { lineIn } from './cargo.ts';

interface Dependency {
  readonly file: TomlFile;
  /** The table and the name, as `patch.crates-io.tokio`. */
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** A crate from a branch of another repository: until Cargo.lock fixes it, its code is whatever the branch holds. */
export function movingGit(inventory: Inventory, isRefused: boolean): readonly Sight[] {
  if (isRefused) return [];
  const own = ownersOf(inventory);
  return dependenciesOf(inventory).flatMap(({ file, keys, value }) => {
    const git = tomlAt(value, 'git');
    const isFixed = ['rev', 'tag'].some((key) => typeof tomlAt(value, key) === 'string');
    if (typeof git !== 'string') return [];
    // A commit is checked by its hash; a tag or a branch is whatever answers.
    if (isPlainGit(git) && typeof tomlAt(value, 'rev') !== 'string')
      return [{ ...brokenAt(file, keys, `${keys.at(-1) ?? ''} is fetched without TLS: ${git}`), severity: 'high' }];
    if (isPlainGit(git)) return [brokenAt(file, keys, `${keys.at(-1) ?? ''} is fetched without TLS: ${git}`)];
    if (isFixed) return [];
    const branch = tomlAt(value, 'branch');
    const from = typeof branch === 'string' ? `the branch ${branch} of ${git}` : git;
    const said = brokenAt(file, keys, `${keys.at(-1) ?? ''} is taken from ${from}, which moves`);
    // Anyone who may change that crate may also change this repository.
    return [own.has(ownerOf(git)) ? { ...said, severity: 'low' } : said];
  });
}

/** Whether anybody on the way can answer. */
function isPlainGit(address: string): boolean {
  return /^(?:http|git):\/\/(?!localhost\b|127\.|\[::1\])/.test(address);
}

/** The host and owner of the repository that the packages here name. */
function ownersOf({ toml }: Inventory): ReadonlySet<string> {
  return new Set(
    [...toml.values()].flatMap(({ value }) =>
      [tomlAt(value, 'package', 'repository'), tomlAt(value, 'workspace', 'package', 'repository')].flatMap((url) =>
        typeof url === 'string' ? [ownerOf(url)] : [],
      ),
    ),
  );
}

function ownerOf(url: string): string {
  const [, host = '', owner = ''] = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^/:]+)[/:]([^/]+)/.exec(url) ?? [];
  return `${host}/${owner}`.toLowerCase();
}

/** A crate with any version allowed. */
export function anyVersion(inventory: Inventory, isRefused: boolean): readonly Sight[] {
  if (isRefused) return [];
  return dependenciesOf(inventory).flatMap(({ file, keys, value }) => {
    const version = typeof value === 'string' ? value : tomlAt(value, 'version');
    return version === '*' ? [brokenAt(file, keys, `${keys.at(-1) ?? ''} may be of any version`)] : [];
  });
}

/** A dependency that is OpenSSL, or brings it on Linux; tests are no part of the controller. */
export function opensslNamed(inventory: Inventory): readonly Sight[] {
  return dependenciesOf(inventory).flatMap(({ file, keys, value }) => {
    const name = textOf(tomlAt(value, 'package')) || (keys.at(-1) ?? '');
    const features = tomlAt(value, 'features');
    const feature = Array.isArray(features) ? features.map(textOf).find((one) => opensslFeatures.has(one)) : undefined;
    if (keys.includes('dev-dependencies') || !(opensslCrates.has(name) || feature !== undefined)) return [];
    const by = feature === undefined ? '' : `, by its feature ${feature}`;
    return [brokenAt(file, keys, `${name} does TLS with OpenSSL${by}`)];
  });
}

const opensslCrates: ReadonlySet<string> = new Set([
  'openssl',
  'openssl-sys',
  'native-tls',
  'tokio-native-tls',
  'tokio-openssl',
  'hyper-tls',
  'hyper-openssl',
]);
const opensslFeatures: ReadonlySet<string> = new Set(['native-tls', 'openssl-tls', 'runtime-tokio-native-tls']);

/** A registry or a mirror without verification, or one that replaces crates.io. */
export function plainRegistries(inventory: Inventory): readonly Sight[] {
  return [...addressesWithoutTls(inventory), ...replacedRegistries(inventory)];
}

function addressesWithoutTls({ toml }: Inventory): readonly Sight[] {
  return [...toml.values()]
    .filter(({ path }) => /(^|\/)\.cargo\/config\.toml$/.test(path))
    .flatMap((file) =>
      (
        [
          ['source', 'registry'],
          ['source', 'git'],
          ['registries', 'index'],
        ] as const
      ).flatMap(([table, key]) =>
        Object.entries({ ...Object(tomlAt(file.value, table)) }).flatMap(([name, value]) => {
          const address = textOf(tomlAt(value, key));
          return /^(?:sparse\+|registry\+)?(?:http|git):\/\/(?!localhost\b|127\.|\[::1\])/.test(address)
            ? [brokenAt(file, [table, name, key], `${table} ${name} answers without TLS: ${address}`)]
            : [];
        }),
      ),
    );
}

/** A replacement of crates.io: with Cargo.lock the checksums must still match. */
function replacedRegistries({ toml, repository }: Inventory): readonly Sight[] {
  return [...toml.values()]
    .filter(({ path }) => /(^|\/)\.cargo\/config\.toml$/.test(path) && isShipped(path))
    .flatMap((file): readonly Sight[] => {
      const name = textOf(tomlAt(file.value, 'source', 'crates-io', 'replace-with'));
      const address = textOf(
        tomlAt(file.value, 'source', name, 'registry') ?? tomlAt(file.value, 'source', name, 'git'),
      );
      if (name === '' || address === '') return [];
      const lock = file.path.replace(/\.cargo\/config\.toml$/, 'Cargo.lock');
      const said = brokenAt(
        file,
        ['source', 'crates-io', 'replace-with'],
        `crates come from ${address} instead of crates.io`,
      );
      return [{ ...said, severity: repository.files.has(lock) ? 'low' : 'medium' }];
    });
}

function brokenAt(file: TomlFile, keys: readonly string[], message: string): Sight {
  return {
    state: 'broken',
    path: file.path,
    line: lineOf(file, keys),
    ...about('', message, keys.join('.')),
    fix: 'manual',
  };
}

/** The line of the entry, of a key in its own table, or of the table. */
function lineOf(file: TomlFile, keys: readonly string[]): number {
  const key = keys.join('.');
  const inside = file.entries.find(
    (entry) => entry.key === key || entry.key.startsWith(`${key}.`) || key.startsWith(`${entry.key}.`),
  );
  return inside?.line ?? lineIn(file, key);
}

const tables = ['dependencies', 'build-dependencies', 'dev-dependencies'];

function dependenciesOf({ toml }: Inventory): readonly Dependency[] {
  return [...toml.values()]
    .filter(({ path }) => /(^|\/)Cargo\.toml$/.test(path) && isShipped(path))
    .flatMap((file) => {
      const places = [
        ...tables.map((table) => [table]),
        ['workspace', 'dependencies'],
        ...below(file, 'patch'),
        ...below(file, 'target').flatMap((target) => tables.map((table) => [...target, table])),
      ];
      return places.flatMap((place) =>
        Object.entries({ ...Object(tomlAt(file.value, ...place)) }).map(([name, value]) => ({
          file,
          keys: [...place, name],
          value,
        })),
      );
    });
}

function below({ value }: TomlFile, table: string): readonly (readonly string[])[] {
  const inner = tomlAt(value, table);
  return isTable(inner) ? Object.keys(inner).map((name) => [table, name]) : [];
}
