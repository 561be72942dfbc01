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
 * Whether the repository shows that it builds an image: by its owner, its name, or a script or workflow that builds
 * images and names it. Source that only names it may also start it.
 */
export function isBuiltHere(text: string, inventory: Inventory): boolean {
  const image = parseImage(text);
  if (image === undefined) return false;
  const [owner = '', ...rest] = image.name.split('/');
  const { owners, names } = known(inventory);
  const name = image.name.replace(/^library\//, '');
  return (
    owners.has(owner.toLowerCase()) ||
    names.has((rest.at(-1) ?? owner).toLowerCase()) ||
    speaksOf(name, buildingOf(inventory.repository)) === true
  );
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

const buildingOf = once(({ files }: Repository): Scripts => {
  const scripts = [...files].filter(([path]) => !path.endsWith('.rs') && builders.test(path));
  const texts = scripts.map(([, text]) => text).filter(builds);
  return { texts, known: new Map(), left: most };
});

const builders =
  /(^|\/)(\.github\/.+\.ya?ml|(GNU)?[Mm]akefile|[Jj]ustfile|\.justfile|Tiltfile|skaffold\.ya?ml|Earthfile|docker-bake\.(hcl|json)|[\w.-]+\.(sh|mk|just|rs))$/;

interface Known {
  readonly owners: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
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
  const names = [...texts('package', 'name'), ...chartNames(repository)].map((name) => name.toLowerCase());
  return {
    owners: new Set(sources.map((one) => one.split('/')[0] ?? '')),
    names: new Set([...names, ...sources.map((one) => one.split('/')[1] ?? '')]),
  };
});
