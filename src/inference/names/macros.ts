// Finds the program's own macro of a name: macros are seen everywhere below, or through an import.

import { type MacroDef, Module } from './definitions.ts';
import { resolvePath } from './resolve.ts';

export function findMacro(name: string, module: Module): MacroDef | undefined {
  for (let at: Module | undefined = module; at !== undefined; at = at.parent) {
    const own = at.macros.get(name);
    if (own !== undefined) return own;
    for (const use of at.uses.get(name) ?? []) {
      const target = resolvePath(use.path.slice(0, -1), use.module, 'type')?.definition;
      if (target instanceof Module) {
        const found = target.macros.get(use.path.at(-1) ?? '') ?? target.crate.root.macros.get(use.path.at(-1) ?? '');
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}
