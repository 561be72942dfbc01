// Folders that are held open: what is named below one lies in it, also when its own name has come to lead elsewhere.
import { closeSync, constants, existsSync, lstatSync, mkdirSync, openSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { once } from '../once.ts';

/**
 * On Linux a folder that is held has a name that nobody can bend: that of its descriptor. Elsewhere, and under Node's
 * permission model, its path is all that there is, after a look that it is no link.
 */
export class HeldFolders {
  readonly #opened = new Map<string, number>();

  /**
   * Holds a folder that the user named, where a link is the user's own word.
   *
   * @returns the path by which it is reached while it is held
   * @throws as the operating system does; ENOTDIR at what is no folder
   */
  top(place: string): string {
    return this.#hold(place, true);
  }

  /**
   * Holds a folder whose path had no link on the way when it was looked at.
   *
   * @throws UserError with status 1 where the path leads elsewhere by now
   */
  real(place: string): string {
    const held = this.top(place);
    if (!this.#opened.has(held) || readlinkSync(held) === place) return held;
    throw new UserError(`${place} now leads elsewhere. Nothing there was read or written; run it again.`, {
      status: 1,
    });
  }

  /** Holds a folder in one that is held; a link is none. */
  inside(held: string, name: string): string {
    return this.#hold(`${held}/${name}`, false);
  }

  /** Holds the folder that a path below one that is held ends in. */
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

/** Does something with folders that are held until it is done. */
export function withFolders<T>(use: (folders: HeldFolders) => T): T {
  const folders = new HeldFolders();
  try {
    return use(folders);
  } finally {
    folders.releaseAll();
  }
}

/** A folder that is made, and held, when somebody asks for it. */
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

/** Node's permission model lets a process write below the paths that it was given, and the name of a descriptor is none. */
const isConfined = (): boolean => process.permission !== undefined;

const hasDescriptors = once(
  ({ folder }: { readonly folder: string }) =>
    process.platform === 'linux' && path.sep === '/' && !isConfined() && existsSync(folder),
);
