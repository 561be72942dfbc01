// Calls a function after each change of a file. Plain JavaScript with only Node.js, because nothing is installed when
// it runs.
import { watch } from 'node:fs';

/**
 * Calls `changed` once for simultaneous changes, in any folder or below it.
 *
 * @param {readonly string[]} folders
 * @param {() => void} changed
 * @param {number} [quiet] the milliseconds without a change before the call
 * @returns {() => void} stops watching
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
