// Functions that an attribute of another crate rewrites: its output may call them, although no visible code does.

import { type Crate, type FnDef, type ImplDef, Module } from '../names/definitions.ts';

export interface Attributed {
  readonly fn: FnDef;
  readonly impl: ImplDef | undefined;
  /** `start`: a loader or a registry calls it. `perhaps`: the attribute is unknown. */
  readonly how: 'start' | 'perhaps';
  readonly attribute: string;
}

/** The functions of a program with an attribute that may call them. */
export function attributedFunctions(crates: readonly Crate[]): readonly Attributed[] {
  return crates.flatMap((crate) => (crate.isModel ? [] : inModule(crate.root)));
}

function inModule(module: Module): readonly Attributed[] {
  const found: Attributed[] = [];
  for (const definitions of module.items.values()) {
    for (const item of definitions) {
      if (item instanceof Module) {
        if (item.parent === module) found.push(...inModule(item));
      } else if (item.kind === 'fn') found.push(...attributed(item, item.attributes, undefined));
    }
  }
  for (const impl of module.impls) {
    if (impl.trait !== undefined) continue;
    for (const fn of impl.functions.values())
      found.push(...attributed(fn, [...fn.attributes, ...impl.attributes], impl));
  }
  return found;
}

function attributed(fn: FnDef, attributes: readonly string[], impl: ImplDef | undefined): readonly Attributed[] {
  if (fn.name === 'main') return [];
  for (const text of attributes) {
    const attribute = /^#\[\s*(?:unsafe\s*\(\s*)?([\w:]+)/.exec(text)?.[1] ?? '';
    const name = attribute.split('::').at(-1) ?? '';
    if (STARTED.has(name)) return [{ fn, impl, how: 'start', attribute }];
    if (!QUIET.has(name) && !NAMED.has(name)) return [{ fn, impl, how: 'perhaps', attribute }];
  }
  return [];
}

/** A loader, a registry or another language calls the function, so no Rust needs to name it. */
const STARTED = new Set([
  'ctor',
  'dtor',
  'no_mangle',
  'export_name',
  'distributed_slice',
  'server',
  'wasm_bindgen',
  'pyfunction',
  'napi',
]);

/** Attributes of the language and of crates that leave the function to its callers. */
const QUIET = new Set(
  (
    'allow warn deny expect forbid cfg cfg_attr doc inline cold must_use deprecated track_caller test ignore should_panic bench ' +
    'target_feature automatically_derived rustfmt skip clippy rustc_on_unimplemented derive non_exhaustive macro_use link_section used ' +
    'instrument async_recursion async_trait main launch debug_handler cached once memoize recursive timed measure logcall ' +
    'auto_enum auto_enums duplicate_item maybe_async async_fn rstest fixture case test_case traced_test wasm_bindgen_test serial ' +
    'fastrace trace_fn builder bon patch try_from cfg_eval global_allocator panic_handler pin_project pinned_drop ' +
    'tokio_main entry diagnostic const_fn inherent impl_for async_backtrace framed'
  ).split(' '),
);

/** Handlers that a program mounts by name. */
const NAMED = new Set(
  (
    'get post put delete head options route catch connect trace sse websocket page files command path openapi endpoint handler ' +
    'component function_component layout islands island filter'
  ).split(' '),
);
