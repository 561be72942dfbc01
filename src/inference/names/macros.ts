// Finds the program's own macro with a name: macros are visible everywhere below, through an import, or by their path.

import { type MacroDef, Module } from './definitions.ts';
import { findPath } from './resolve.ts';

export function findMacro(path: readonly string[], module: Module): MacroDef | undefined {
  const name = path.at(-1) ?? '';
  if (path.length > 1) {
    const owner = findPath(path.slice(0, -1), module, 'type')?.definition;
    return owner instanceof Module ? macroIn(owner, name) : undefined;
  }
  for (let at: Module | undefined = module; at !== undefined; at = at.parent) {
    const own = at.macros.get(name);
    if (own !== undefined) return own;
    for (const use of at.uses.get(name) ?? []) {
      const owner = findPath(use.path.slice(0, -1), use.module, 'type')?.definition;
      const found = owner instanceof Module ? macroIn(owner, use.path.at(-1) ?? '') : undefined;
      if (found !== undefined) return found;
    }
    for (const glob of at.globs) {
      const owner = findPath(glob.path, glob.module, 'type')?.definition;
      const found = owner instanceof Module ? owner.macros.get(name) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** `#[macro_export]` puts a macro at the root of its crate. */
function macroIn(owner: Module, name: string): MacroDef | undefined {
  return owner.macros.get(name) ?? owner.crate.root.macros.get(name);
}
