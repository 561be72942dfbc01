// The images that a repository builds itself.
import { parseImage } from '../../formats/image-reference.ts';
import { tomlAt } from '../../formats/toml/toml.ts';
import { chartNames } from '../../inventory/charts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { once } from '../../once.ts';
import type { Repository } from '../../repo/repository.ts';

/**
 * Whether an image may be one of the repository's own. Its digest comes from a release: a digest that was looked up
 * would stay behind the new tag, and the old image would run. In doubt it is one of its own.
 */
export function isOwnImage(text: string, inventory: Inventory): boolean {
  const image = parseImage(text);
  if (image === undefined || image.registry.startsWith('localhost')) return true;
  const [owner = '', ...rest] = image.name.split('/');
  const { owners, names } = known(inventory);
  return (
    owners.has(owner.toLowerCase()) ||
    names.has((rest.at(-1) ?? owner).toLowerCase()) ||
    isBuilt(image.name.replace(/^library\//, ''), inventory)
  );
}

/**
 * Whether the repository shows that it builds an image: its name is that of a package or of the repository, or a script
 * or workflow that builds images names it, and not only to run it or to build on it. An image of the same owner may come
 * from another repository, a chart may be for a program of others, and source that names an image may only start it.
 */
export function isBuiltHere(text: string, inventory: Inventory): boolean {
  const image = parseImage(text);
  if (image === undefined) return false;
  const name = image.name.replace(/^library\//, '');
  const last = name.slice(name.lastIndexOf('/') + 1);
  return known(inventory).packages.has(last.toLowerCase()) || builtNames(inventory.repository).has(name);
}

function builds(script: string): boolean {
  return (
    /build-push-action|docker_build|kaniko|skaffold|^FROM\b/m.test(script) ||
    script
      .split('\n')
      .some((line) => /\b(?:docker|podman|nerdctl|buildah)\b/.test(line) && /\b(?:build|buildx|bake|bud)\b/.test(line))
  );
}

/** A script, a workflow or the source names it. */
function isBuilt(name: string, { repository }: Inventory): boolean {
  return speaksOf(name, scriptsOf(repository)) !== false;
}

interface Scripts {
  readonly texts: readonly string[];
  readonly known: Map<string, boolean>;
  /** The number of characters that may still be searched, because many scripts may meet many images. */
  left: number;
}

const most = 1_000_000_000;

/** Whether one of them has the name; undefined if the search would take too long. */
function speaksOf(name: string, scripts: Scripts): boolean | undefined {
  const known = scripts.known.get(name);
  if (known !== undefined || scripts.left < 0) return known;
  const found = scripts.texts.some((text) => {
    scripts.left -= text.length;
    return text.includes(name);
  });
  scripts.known.set(name, found);
  return found;
}

const scriptsOf = once(({ files }: Repository): Scripts => {
  const texts = [...files].flatMap(([path, text]) => (builders.test(path) ? [text] : []));
  return { texts, known: new Map(), left: most };
});

/** The names in scripts that build images, each with and without its registry and owner. */
const builtNames = once(({ files }: Repository): ReadonlySet<string> => {
  const scripts = [...files].filter(([path, text]) => !path.endsWith('.rs') && builders.test(path) && builds(text));
  const lines = scripts.flatMap(([, text]) => text.split('\n').filter((line) => !usesImage.test(line)));
  const words = lines.flatMap((line) => line.split(/[^\w./-]+/)).filter(({ length }) => length <= longestName);
  return new Set(words.flatMap((word) => endsOf(word.replace(/^\/+/, ''))));
});

/** @see https://github.com/distribution/reference/blob/main/reference.go */
const longestName = 255;

/** A service or container of a job, an image that is fetched or started, or the base of one. */
const usesImage = /^\s*(?:-\s*)?(?:image|container|uses):|\b(?:docker|podman|nerdctl)\s+(?:pull|run)\b|^\s*FROM\b/;

/** `a/b/c`, `b/c` and `c`. */
function endsOf(name: string): readonly string[] {
  return [...name.matchAll(/(?<![^/])/g)].map(({ index }) => name.slice(index)).filter((end) => end !== '');
}

const builders =
  /(^|\/)(\.github\/.+\.ya?ml|(GNU)?[Mm]akefile|[Jj]ustfile|\.justfile|Tiltfile|skaffold\.ya?ml|Earthfile|docker-bake\.(hcl|json)|[\w.-]+\.(sh|mk|just|rs))$/;

interface Known {
  readonly owners: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Without the names of charts. */
  readonly packages: ReadonlySet<string>;
}

const known = once(({ toml, repository }: Inventory): Known => {
  const manifests = [...toml.values()].filter(({ path }) => path.endsWith('Cargo.toml')).map(({ value }) => value);
  const texts = (...keys: readonly string[]): readonly string[] =>
    manifests.map((value) => tomlAt(value, ...keys)).filter((one) => typeof one === 'string');
  const sources = [...texts('package', 'repository'), ...texts('workspace', 'package', 'repository')].map((url) =>
    url
      .replace(/\/$/, '')
      .replace(/\.git$/, '')
      .toLowerCase()
      .split('/')
      .slice(-2)
      .join('/'),
  );
  const packages = [
    ...texts('package', 'name').map((name) => name.toLowerCase()),
    ...sources.map((one) => one.split('/')[1] ?? ''),
  ];
  const charts = [...chartNames(repository)].map((name) => name.toLowerCase());
  return {
    owners: new Set(sources.map((one) => one.split('/')[0] ?? '')),
    names: new Set([...packages, ...charts]),
    packages: new Set(packages),
  };
});
