// The names and the folders of packages.

/** `directory/path` without `.` and `..`; a path outside of the root starts with `..`. */
export function normalized(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** A path out of the root and back into it, without the detour. */
export function fromInside(path: string, root: string): string {
  const names = path.split('/');
  const up = names.filter((name) => name === '..').length;
  const home = root.split(/[\\/]/).slice(-up);
  return up > 0 && names.slice(up, 2 * up).join('/') === home.join('/') ? names.slice(2 * up).join('/') : path;
}

/** The name of a package in Rust. */
export function identifier(name: string): string {
  return name.replaceAll('-', '_');
}
