// The folders that an update bot must watch, by the ecosystems in them.
import { globOf } from '../../formats/glob.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { lockedFolders } from './cargo.ts';

/** Dependabot's name of an ecosystem, with its folders: `/`, `/images/web`. */
export type Watched = ReadonlyMap<string, readonly string[]>;

/**
 * Every folder with something to update: workspaces, the toolchain, Dockerfiles, workflows and actions.
 *
 * @see https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference
 */
export function watchedFolders(inventory: Inventory): Watched {
  const { repository, dockerfiles, workflows } = inventory;
  const paths = [...repository.files.keys()];
  const folders = (pattern: RegExp): readonly string[] =>
    paths.filter((path) => pattern.test(path) && (isShipped(path) || !path.includes('/'))).map(folderOf);
  const locked = lockedFolders(inventory)
    .filter((folder) => folder === '' || isShipped(`${folder}/Cargo.lock`))
    .map((folder) => `/${folder}`);
  const all: readonly (readonly [string, readonly string[]])[] = [
    ['cargo', locked.length > 0 ? locked : folders(/^Cargo\.toml$/)],
    ['rust-toolchain', folders(/(^|\/)rust-toolchain\.toml$/)],
    ['docker', dockerfiles.filter(({ path }) => isShipped(path)).map(({ path }) => folderOf(path))],
    [
      'github-actions',
      [
        ...(workflows.length > 0 ? ['/'] : []),
        ...paths.filter((path) => /^\.github\/actions\/.+\/action\.ya?ml$/.test(path)).map(folderOf),
      ],
    ],
  ];
  return new Map(
    all.flatMap(([name, list]) => (list.length === 0 ? [] : [[name, [...new Set(list)].sort()] as const])),
  );
}

/** Whether an entry names a folder; `*` stands for one name, `**` for any path. */
export function isWatched(folder: string, named: readonly string[]): boolean {
  return named.some((name) => globOf(`/${name}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'))(folder));
}

function folderOf(path: string): string {
  return `/${path.split('/').slice(0, -1).join('/')}`;
}
