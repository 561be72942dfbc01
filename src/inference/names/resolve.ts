// Finds the meaning of a path as Rust does: items, imports, globs, the surrounding crates; everything else is foreign.

import { crateKind, isCrateOfKinds } from '../../kubernetes/crate-kinds.ts';
import { builtInKind } from '../../kubernetes/kinds-table.ts';
import { type Crate, type Definition, type Import, isIn, Module, type Space } from './definitions.ts';
import type { Foreign, Resolved } from './crate-graph.ts';

const KUBE_CRATES = new Set(['kube', 'kube_client', 'kube_core', 'kube_runtime', 'kube_derive', 'k8s_openapi']);

/** The meaning of a path, once all items are collected: each is looked up once. */
export function resolvePath(path: readonly string[], module: Module, space: Space): Resolved | undefined {
  const known = module.crate.graph.known.paths;
  const paths = known.get(module) ?? new Map<string, Resolved | undefined>();
  known.set(module, paths);
  const key = `${space} ${path.join('::')}`;
  const before = paths.get(key);
  if (before !== undefined || paths.has(key)) return before;
  const resolved = findPath(path, module, space);
  paths.set(key, resolved);
  return resolved;
}

/** Like `resolvePath`, while items are still being collected: a missing item may come later. */
export function findPath(path: readonly string[], module: Module, space: Space): Resolved | undefined {
  let names = path;
  let start: Definition | Foreign | undefined;
  const first = names[0] ?? '';
  if (first === 'crate' || first === '$crate') start = module.crate.root;
  else if (first === 'self') start = enclosing(module);
  else if (first === 'super')
    start = enclosing(module).parent === undefined ? undefined : enclosing(enclosing(module).parent ?? module);
  else if (first === '') start = names.length > 1 ? externOf(module.crate, names[1] ?? '') : undefined;
  else start = lookUp(first, module, names.length > 1 ? 'type' : space, true);
  if (first === '') names = names.slice(1);
  if (start === undefined) return undefined;
  return descend(start, names.slice(1), space, module.crate);
}

function descend(
  start: Definition | Foreign,
  names: readonly string[],
  space: Space,
  crate: Crate,
): Resolved | undefined {
  let current: Definition | Foreign = start;
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? '';
    const isLast = at === names.length - 1;
    if (current instanceof Module) {
      const next: Definition | Foreign | undefined =
        name === 'super'
          ? current.parent
          : name === 'self'
            ? current
            : lookUp(name, current, isLast ? space : 'type', false);
      if (next !== undefined) current = next;
      else {
        const path = [current.crate.name, ...names.slice(at)];
        return { definition: { kind: 'foreign', path, isMissing: true }, rest: [] };
      }
    } else if (current.kind === 'foreign') {
      // A crate that re-exports kube: `stackable_operator::kube::Api`.
      current = KUBE_CRATES.has(name) ? externOf(crate, name) : { kind: 'foreign', path: [...current.path, name] };
    } else if (current.kind === 'type' && current.variants.has(name)) {
      const variant = current.variants.get(name);
      if (variant === undefined) return undefined;
      current = variant;
    } else return { definition: current, rest: names.slice(at) };
  }
  return { definition: current, rest: [] };
}

function enclosing(module: Module): Module {
  return module.isBlock && module.parent !== undefined ? enclosing(module.parent) : module;
}

/** A name as `module` sees it; `outside` adds the names of surrounding blocks, of crates and of the prelude. */
function lookUp(name: string, module: Module, space: Space, outside: boolean): Definition | Foreign | undefined {
  const found = inModule(name, module, space);
  if (found !== undefined) return found;
  if (!outside) return undefined;
  if (module.isBlock && module.parent !== undefined) return lookUp(name, module.parent, space, true);
  return space === 'type' ? externOf(module.crate, name) : undefined;
}

/** A name in a module; `viewer` has the glob, which must be allowed to see it. */
function inModule(name: string, module: Module, space: Space, viewer?: Module): Definition | Foreign | undefined {
  const isOutside = viewer !== undefined && !module.crate.isModel && !isWithin(viewer, module);
  const own = module.items
    .get(name)
    ?.find((definition) => isIn(space, definition) && !(isOutside && module.hidden.has(definition)));
  if (own !== undefined) return own;
  const builder = space === 'type' ? module.builders.get(name) : undefined;
  if (builder !== undefined) return builder;
  const { graph } = module.crate;
  const names = graph.known.names.get(module) ?? new Map<string, Definition | Foreign | null>();
  graph.known.names.set(module, names);
  const key = `${space} ${name} ${isOutside}`;
  const before = names.get(key);
  if (before !== undefined) return before ?? undefined;
  const found = fromImports(name, module, space, isOutside) ?? fromGlobs(name, module, space, isOutside);
  // Within another look-up a cycle may have hidden something.
  if (graph.depth === 0) names.set(key, found ?? null);
  return found;
}

function isWithin(inner: Module | undefined, outer: Module): boolean {
  return inner !== undefined && (inner === outer || isWithin(inner.parent, outer));
}

function fromImports(name: string, module: Module, space: Space, isOutside: boolean): Definition | Foreign | undefined {
  let foreign: Foreign | undefined;
  for (const use of module.uses.get(name) ?? []) {
    if (isOutside && !use.isPublic) continue;
    const target = imported(use, space);
    if (target === undefined) continue;
    if (!isForeign(target)) return target;
    foreign ??= target;
  }
  return foreign;
}

function fromGlobs(name: string, module: Module, space: Space, isOutside: boolean): Definition | Foreign | undefined {
  if (module.globs.length === 0) return undefined;
  const key = `${space} ${name}`;
  const { graph } = module.crate;
  const been = graph.visited.get(key) ?? new Set<Module>();
  if (been.has(module)) return undefined;
  graph.visited.set(key, been.add(module));
  graph.depth += 1;
  try {
    let foreign: Foreign | undefined;
    for (const glob of graph.openGlobs(module)) {
      if (glob.resolving || (isOutside && !glob.isPublic)) continue;
      const target = throughGlob(glob, name, space);
      if (target === undefined) continue;
      if (!isForeign(target)) return target;
      foreign ??= target;
    }
    return foreign;
  } finally {
    graph.depth -= 1;
    if (graph.depth === 0) graph.visited.clear();
  }
}

function imported(use: Import, space: Space): Definition | Foreign | undefined {
  const { graph } = use.module.crate;
  const before = use.found.get(space) ?? graph.known.foreign.get(use)?.get(space);
  if (before !== undefined) return before ?? undefined;
  if (use.resolving) return use.path.length === 1 ? externOf(use.module.crate, use.path[0] ?? '') : undefined;
  use.resolving = true;
  const resolved = findPath(use.path, use.module, space);
  use.resolving = false;
  const target = resolved === undefined || resolved.rest.length > 0 ? undefined : resolved.definition;
  if (target !== undefined && !isForeign(target)) {
    if (isIn(space, target)) use.found.set(space, target);
    return isIn(space, target) ? target : undefined;
  }
  // A look-up in a cycle finds too few names here: another glob may have the missing ones.
  if (graph.depth > 0 && (target === undefined || target.isMissing === true)) return undefined;
  const foreign = graph.known.foreign.get(use) ?? new Map<Space, Foreign | null>();
  graph.known.foreign.set(use, foreign.set(space, target ?? null));
  return target;
}

function throughGlob(glob: Import, name: string, space: Space): Definition | Foreign | undefined {
  const target = globTarget(glob);
  if (target instanceof Module) return inModule(name, target, space, glob.module);
  if (target?.kind === 'type') return space === 'value' ? target.variants.get(name) : undefined;
  if (
    target?.kind === 'foreign' &&
    (builtInKind([...target.path, name]) ?? crateKind([...target.path, name])) !== undefined
  )
    return { kind: 'foreign', path: [...target.path, name] };
  return undefined;
}

/** The target before `::*`; found once, until items are added: the module may be further down. */
function globTarget(glob: Import): Definition | Foreign | undefined {
  const { graph } = glob.module.crate;
  const { globs } = graph.known;
  if (globs.has(glob)) return globs.get(glob);
  if (glob.resolving) return undefined;
  glob.resolving = true;
  const target = findPath(glob.path, glob.module, 'type')?.definition;
  glob.resolving = false;
  globs.set(glob, target);
  if (target !== undefined && isForeign(target) && !mayHaveKinds(target.path))
    graph.openGlobs(glob.module).delete(glob);
  return target;
}

function mayHaveKinds(path: readonly string[]): boolean {
  return path.includes('k8s_openapi') || path.some(isCrateOfKinds);
}

function externOf(crate: Crate, name: string): Definition | Foreign {
  if (crate.isModel && name === crate.name) return crate.root;
  const real = crate.externs.has(name) ? name : renamed(crate, name);
  const local = crate.externs.get(real)?.();
  return local === undefined ? { kind: 'foreign', path: [real] } : local.root;
}

/** The crate that Cargo.toml or, for every module, an `extern crate long_name as short;` at the root gives this name. */
function renamed(crate: Crate, name: string): string {
  const given = crate.renamed.get(name);
  if (given !== undefined) return given;
  const path = crate.root.uses.get(name)?.[0]?.path ?? [];
  return path.length === 1 ? (path[0] ?? name) : name;
}

export function isForeign(definition: Definition | Foreign): definition is Foreign {
  return !(definition instanceof Module) && definition.kind === 'foreign';
}
