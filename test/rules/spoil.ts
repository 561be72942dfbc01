// Changes of the generated repository that break exactly one rule each.

export type Files = ReadonlyMap<string, string>;

export interface Spoiled {
  readonly rule: string;
  readonly spoil: (files: Files) => Files;
  /** Other rules that the same change necessarily breaks. */
  readonly also?: readonly string[];
  /** harden cannot fix it. */
  readonly manual?: true;
}

/** Replaces a text that must exist. */
export function replace(path: string, from: string | RegExp, to: string): (files: Files) => Files {
  return (files) => {
    const text = files.get(path) ?? '';
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`${path} does not contain ${String(from)}`);
    return new Map([...files, [path, changed]]);
  };
}

export function without(...paths: readonly string[]): (files: Files) => Files {
  return (files) => {
    for (const path of paths) if (!files.has(path)) throw new Error(`there is no ${path}`);
    return new Map([...files].filter(([path]) => !paths.includes(path)));
  };
}

export function append(path: string, text: string): (files: Files) => Files {
  return (files) => {
    const before = files.get(path);
    if (before === undefined) throw new Error(`there is no ${path}`);
    return new Map([...files, [path, before + text]]);
  };
}

export function all(...changes: readonly ((files: Files) => Files)[]): (files: Files) => Files {
  return (files) => changes.reduce((now, change) => change(now), files);
}
