// What the crates of one inference share: the meaning of their names and types, the numbers of their functions,
// and the amount of work for their macros.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Ty } from '../types/ty.ts';
import type { Crate, Definition, Import, MacroDef, Module, Space } from './definitions.ts';

/** A path that leads outside of the read code; `path` is the known part. */
export interface Foreign {
  readonly kind: 'foreign';
  readonly path: readonly string[];
  /** It should be an item of the program, and none was found. */
  readonly isMissing?: true;
}

/** The meaning of a path; `rest` has the last names, which belong to a type (`Api::all`, `Self::NAME`). */
export interface Resolved {
  readonly definition: Definition | Foreign;
  readonly rest: readonly string[];
}

/** The meaning of a written type in a module, if none of its names is a type parameter. */
interface WrittenType {
  readonly module: Module;
  readonly names: readonly string[];
  readonly ty: Ty;
}

/** The content of each module, as it sees itself and as others see it; and the targets of imports that are not read. */
interface Known {
  readonly names: WeakMap<Module, Map<string, Definition | Foreign | null>>;
  readonly foreign: WeakMap<Import, Map<Space, Foreign | null>>;
  /** The target before each `::*`. */
  readonly globs: WeakMap<Import, Definition | Foreign | undefined>;
  /** The globs of each module that may bring a name: those of crates that are not read are left out once they are known. */
  readonly open: WeakMap<Module, { readonly among: number; readonly globs: Set<Import> }>;
  readonly paths: WeakMap<Module, Map<string, Resolved | undefined>>;
  readonly types: WeakMap<Syntax, WrittenType>;
}

/** Shared by all crates of one inference, because a name in one may mean an item of another. */
export class CrateGraph {
  /** The modules that the current look-up has visited, by name: globs may form a cycle, or lead to one module twice. */
  readonly visited = new Map<string, Set<Module>>();
  /** The number of globs around the current look-up. */
  depth = 0;
  /** Macros with endless recursion. One that calls itself twice would double the work with each of its 128 steps. */
  readonly endlessMacros = new Set<MacroDef>();
  /** The number of macro calls in the output of a crate's macros. */
  readonly nestedCalls = new Map<Crate, number>();
  #known = nothing();
  #functions = 0;

  /** Results of look-ups, so that each is made only once. */
  get known(): Known {
    return this.#known;
  }

  /** Clears the results of look-ups after more items were collected. */
  forget(): void {
    this.#known = nothing();
  }

  /** The globs that may bring a name into a module; one that is left out meanwhile is not met any more. */
  openGlobs(module: Module): Set<Import> {
    const known = this.#known.open.get(module);
    if (known?.among === module.globs.length) return known.globs;
    const globs = new Set(module.globs);
    this.#known.open.set(module, { among: module.globs.length, globs });
    return globs;
  }

  /** A number that is unique among the functions of these crates. */
  nextFunction(): number {
    this.#functions += 1;
    return this.#functions;
  }
}

function nothing(): Known {
  return {
    names: new WeakMap(),
    foreign: new WeakMap(),
    globs: new WeakMap(),
    open: new WeakMap(),
    paths: new WeakMap(),
    types: new WeakMap(),
  };
}
