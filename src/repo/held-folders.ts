// Folders that are kept open: a name below one is in it, even if its own path now leads elsewhere.
import { closeSync, constants, existsSync, lstatSync, mkdirSync, openSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { once } from '../once.ts';

/**
 * On Linux, an open folder has a name that nobody can redirect: that of its descriptor. Elsewhere, and under Node's
 * permission model, there is only its path, after a check that it is no link.
 */
export class HeldFolders {
  readonly #opened = new Map<string, number>();

  /**
   * Opens a folder that the user named; if it is a link, the user chose it.
   *
   * @returns the path to use while it is open
   * @throws as the operating system does; ENOTDIR if it is not a folder
   */
  top(place: string): string {
    return this.#hold(place, true);
  }

  /**
   * Opens a folder whose path had no link when it was checked.
   *
   * @throws UserError with status 1 if the path now leads elsewhere
   */
  real(place: string): string {
    const held = this.top(place);
    if (!this.#opened.has(held) || readlinkSync(held) === place) return held;
    throw new UserError(`${place} now leads elsewhere. Nothing there was read or written; run it again.`, {
      status: 1,
    });
  }

  /** Opens a folder in an open one; a link is refused. */
  inside(held: string, name: string): string {
    return this.#hold(`${held}/${name}`, false);
  }

  /** Opens the folder at the end of a path below an open one. */
  toward(held: string, file: string): string {
    const folders = file.split('/').slice(0, -1);
    return folders.reduce((at, name) => this.inside(at, name), held);
  }

  release(held: string): void {
    const opened = this.#opened.get(held);
    if (opened === undefined) return;
    this.#opened.delete(held);
    closeSync(opened);
  }

  releaseAll(): void {
    for (const held of [...this.#opened.keys()]) this.release(held);
  }

  #hold(place: string, follow: boolean): string {
    if (!hasDescriptors(descriptors)) {
      if (!follow && !lstatSync(place).isDirectory()) throw Object.assign(new Error(place), { code: 'ENOTDIR' });
      return place;
    }
    const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
    const opened = openSync(place, O_RDONLY | O_DIRECTORY | (follow ? 0 : O_NOFOLLOW));
    const held = `${descriptors.folder}/${opened}`;
    this.#opened.set(held, opened);
    return held;
  }
}

/** Does something with open folders, and closes them afterwards. */
export function withFolders<T>(use: (folders: HeldFolders) => T): T {
  const folders = new HeldFolders();
  try {
    return use(folders);
  } finally {
    folders.releaseAll();
  }
}

/** A folder that is made and opened on the first request. */
export function madeOnce(folders: HeldFolders, within: () => string, name: string): () => string {
  let made: string | undefined;
  return () => {
    if (made === undefined) {
      const above = within();
      mkdirSync(`${above}/${name}`);
      made = folders.inside(above, name);
    }
    return made;
  };
}

/** proc(5) */
const descriptors = { folder: '/proc/self/fd' };

/**
 * Node's permission model lets a process write below the paths that it was given; the name of a descriptor is not one
 * of them.
 */
const isConfined = (): boolean => process.permission !== undefined;

const hasDescriptors = once(
  ({ folder }: { readonly folder: string }) =>
    process.platform === 'linux' && path.sep === '/' && !isConfined() && existsSync(folder),
);
