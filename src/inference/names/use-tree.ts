// Reads a `use` declaration into the imports of a module.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Import, Module } from './definitions.ts';

export function readUse(item: Syntax, module: Module): void {
  const isPublic = isVisible(item, module);
  if (item.type === 'extern_crate_declaration') {
    const name = item.child('name')?.text;
    const alias = item.child('alias')?.text ?? name;
    if (name !== undefined && alias !== undefined && name !== alias) addImport(module, alias, [name], isPublic);
    return;
  }
  const argument = item.child('argument');
  if (argument !== undefined) readTree(argument, [], module, isPublic);
}

function readTree(tree: Syntax, prefix: readonly string[], module: Module, isPublic: boolean): void {
  switch (tree.type) {
    case 'use_as_clause': {
      const path = [...prefix, ...segments(tree.child('path'))];
      const alias = tree.child('alias')?.text;
      return addImport(module, alias === undefined || alias === '_' ? '' : alias, withoutSelf(path), isPublic);
    }
    case 'use_list':
      for (const kid of tree.kids) readTree(kid, prefix, module, isPublic);
      return;
    case 'scoped_use_list': {
      const list = tree.child('list');
      if (list !== undefined) readTree(list, [...prefix, ...segments(tree.child('path'))], module, isPublic);
      return;
    }
    case 'use_wildcard':
      module.globs.push(importOf([...prefix, ...segments(tree.firstKid)], module, isPublic));
      return;
    default: {
      const path = withoutSelf([...prefix, ...segments(tree)]);
      return addImport(module, path.at(-1) ?? '', path, isPublic);
    }
  }
}

function withoutSelf(path: readonly string[]): readonly string[] {
  return path.length > 1 && path.at(-1) === 'self' ? path.slice(0, -1) : path;
}

/** The names of a path such as `a::b::c`, without generic arguments. */
export function segments(path: Syntax | undefined): readonly string[] {
  if (path === undefined) return [];
  if (path.type === 'scoped_identifier' || path.type === 'scoped_type_identifier') {
    return [...segments(path.child('path')), path.child('name')?.text.replace(/^r#/, '') ?? ''];
  }
  if (path.type === 'generic_type' || path.type === 'generic_type_with_turbofish') return segments(path.child('type'));
  return [path.text.replace(/^r#/, '')];
}

function addImport(module: Module, name: string, path: readonly string[], isPublic: boolean): void {
  if (name === '') return;
  const imports = module.uses.get(name) ?? [];
  imports.push(importOf(path, module, isPublic));
  module.uses.set(name, imports);
}

function importOf(path: readonly string[], module: Module, isPublic: boolean): Import {
  return { path, module, isPublic, resolving: false, found: new Map() };
}

/** Whether an item is `pub`, as far as that matters; a model exports everything. */
export function isVisible(item: Syntax, module: Module): boolean {
  return module.crate.isModel || item.source.text.startsWith('pub', item.start);
}
