// Does something again whenever a file changes. Plain JavaScript on Node alone, because nothing is installed when it runs.
import { watch } from 'node:fs';

/**
 * Calls `changed` once for what changes together, in any folder or below it.
 *
 * @param {readonly string[]} folders
 * @param {() => void} changed
 * @param {number} [quiet] how many milliseconds nothing may change before
 * @returns {() => void} ends it
 */
export function onChange(folders, changed, quiet = 100) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(waiting);
      waiting = setTimeout(changed, quiet);
    }),
  );
  return () => {
    clearTimeout(waiting);
    for (const watcher of watchers) watcher.close();
  };
}
