// Every module of a crate.

import { Module } from './definitions.ts';

export function* modulesOf(module: Module): Generator<Module> {
  yield module;
  for (const definitions of module.items.values()) {
    for (const definition of definitions)
      if (definition instanceof Module && definition.parent === module) yield* modulesOf(definition);
  }
}
