// The declarations of a Rust program as the analysis sees them: modules, types, functions, traits, impls, macros.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { KindRecord } from '../../kubernetes/kinds-table.ts';
import type { Features } from './cfg.ts';
import type { CrateGraph } from './crate-graph.ts';

export interface Crate {
  readonly name: string;
  /** A model of a library (`src/inference/models`), not code of the repository. */
  readonly isModel: boolean;
  readonly features: Features;
  /** Every name with which `use name::…` may start: crates of the workspace and dependencies with a model. */
  readonly externs: ReadonlyMap<string, () => Crate | undefined>;
  /** The name in the code → the crate, for dependencies that Cargo.toml renames. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly packageName: string;
  readonly graph: CrateGraph;
  /** The type that a macro of the program writes in place of a type: `Api<kind!(pod)>`. */
  readonly writtenType?: (call: Syntax, module: Module) => Syntax | undefined;
  /** The target of an `include!` among expressions. */
  readonly included?: (call: Syntax) => Included;
  root: Module;
}

/** The target of an `include!`. */
export interface Included {
  /** Its path; undefined if a build script writes the file. */
  readonly path: string | undefined;
  readonly file: { readonly path: string; readonly text: string | undefined } | undefined;
}

export class Module {
  readonly name: string;
  readonly crate: Crate;
  readonly parent: Module | undefined;
  /** The items of a function's block see the names around them; those of a module do not. */
  readonly isBlock: boolean;
  /** The path as one text; each block has its own, because two functions may each declare a `struct Task`. */
  readonly key: string;
  readonly items = new Map<string, Definition[]>();
  readonly uses = new Map<string, Import[]>();
  readonly globs: Import[] = [];
  /** Items without `pub`: a glob in another module does not see them. */
  readonly hidden = new Set<Definition>();
  readonly impls: ImplDef[] = [];
  /** The builders that a derive writes, by their names; each stands for the type that it builds. */
  readonly builders = new Map<string, TypeDef>();
  readonly macros = new Map<string, MacroDef>();
  /** Macro calls of other crates among the items: they may register their arguments. */
  readonly foreignMacros: Syntax[] = [];
  /** Statics that the linker adds to a list (`#[distributed_slice(…)]`): the list calls the functions that they name. */
  readonly registered: ConstDef[] = [];
  private blocks = 0;

  constructor(name: string, crate: Crate, parent: Module | undefined, isBlock: boolean) {
    this.name = name;
    this.crate = crate;
    this.parent = parent;
    this.isBlock = isBlock;
    if (parent !== undefined && isBlock) parent.blocks += 1;
    this.key = parent === undefined ? crate.name : `${parent.key}::${isBlock ? `{${parent.blocks}}` : name}`;
  }
}

export interface Import {
  readonly path: readonly string[];
  readonly module: Module;
  /** Whether other modules see the name as one of this module. */
  readonly isPublic: boolean;
  resolving: boolean;
  readonly found: Map<Space, Definition>;
}

/** Rust separates types (with modules) and values: `watcher` is a module and a function. */
export type Space = 'type' | 'value';

export type Definition = Module | TypeDef | AliasDef | TraitDef | FnDef | ConstDef | VariantDef;

export interface TypeDef {
  readonly kind: 'type';
  readonly name: string;
  /** The declaring module; undefined for a type of a crate that is not read. */
  readonly module: Module | undefined;
  readonly path: readonly string[];
  /** The key of its module and its name as one text. */
  readonly key: string;
  readonly generics: readonly string[];
  /** The defaults of parameters that a written type omits. */
  readonly defaults?: ReadonlyMap<string, Syntax> | undefined;
  readonly fields: ReadonlyMap<string, Syntax>;
  readonly attributes: readonly string[];
  /** The attributes of the fields that have some; for an enum as `Variant.field`. */
  readonly fieldAttributes: ReadonlyMap<string, readonly string[]>;
  readonly variants: ReadonlyMap<string, VariantDef>;
  /** A derive creates values of it from input: `serde`, `clap`, `sqlx`. No code of the program needs to. */
  readonly comesIn: boolean;
  /** The last names of its derives: `Deref` for `#[derive(derive_more::Deref)]`. */
  readonly derives: readonly string[];
  readonly resource: ResourceShape | undefined;
  /** The spec of a derived custom resource. */
  readonly spec: TypeDef | undefined;
  readonly statusType: string | undefined;
}

export interface ResourceShape {
  readonly record?: KindRecord;
  /** The type whose kind this one has (`#[resource(inherit = ConfigMap)]`). */
  readonly inherit?: string;
}

export interface VariantDef {
  readonly kind: 'variant';
  readonly name: string;
  readonly attributes: readonly string[];
  readonly type: TypeDef;
  readonly fields: ReadonlyMap<string, Syntax>;
}

export interface AliasDef {
  readonly kind: 'alias';
  readonly name: string;
  readonly module: Module;
  readonly generics: readonly string[];
  readonly defaults?: ReadonlyMap<string, Syntax> | undefined;
  readonly target: Syntax;
}

export interface TraitDef {
  readonly kind: 'trait';
  readonly name: string;
  /** The key of its module and its name as one text. */
  readonly key: string;
  readonly module: Module;
  readonly generics: readonly string[];
  readonly functions: Map<string, FnDef>;
  readonly constants: Map<string, ConstDef>;
}

export interface ImplDef {
  readonly kind: 'impl';
  readonly attributes: readonly string[];
  readonly module: Module;
  readonly generics: readonly string[];
  /** The required traits of a type parameter: those of `T: A` and of `where T: B`. */
  readonly bounds: (parameter: string) => readonly Syntax[];
  readonly selfType: Syntax;
  readonly trait: Syntax | undefined;
  readonly functions: Map<string, FnDef>;
  readonly constants: Map<string, ConstDef>;
  readonly types: Map<string, Syntax>;
}

export interface FnDef {
  readonly kind: 'fn';
  readonly id: number;
  readonly name: string;
  readonly module: Module;
  readonly syntax: Syntax;
  /** Including `self`. */
  readonly parameters: readonly Syntax[];
  readonly generics: readonly string[];
  readonly owner: ImplDef | TraitDef | undefined;
  readonly attributes: readonly string[];
  /** Functions of the same name in the same place: the build decides which of them there is. */
  readonly others: FnDef[];
}

export interface ConstDef {
  readonly kind: 'const';
  readonly name: string;
  readonly module: Module;
  readonly type: Syntax | undefined;
  readonly value: Syntax | undefined;
  readonly owner: ImplDef | TraitDef | undefined;
  /** `static mut`. */
  readonly isMutable: boolean;
}

export interface MacroDef {
  readonly name: string;
  readonly module: Module;
  readonly rules: readonly MacroRule[];
}

export interface MacroRule {
  readonly left: Syntax;
  readonly right: Syntax;
}

/** Whether `space` contains the name. */
export function isIn(space: Space, definition: Definition): boolean {
  if (definition instanceof Module) return space === 'type';
  if (definition.kind === 'fn' || definition.kind === 'const' || definition.kind === 'variant')
    return space === 'value';
  return space === 'type' || (definition.kind === 'type' && (definition.fields.has('0') || isUnit(definition)));
}

/** `struct Worker;` also names its only value. */
function isUnit({ fields, variants, spec }: TypeDef): boolean {
  return fields.size === 0 && variants.size === 0 && spec === undefined;
}

const STANDARD = new Set([
  'Option',
  'Result',
  'Vec',
  'VecDeque',
  'HashMap',
  'HashSet',
  'BTreeMap',
  'BTreeSet',
  'String',
  'Iter',
  'JoinSet',
  'FuturesUnordered',
  'DashMap',
  'IndexMap',
  'JoinHandle',
  'Channel',
]);
const externalTypes = new Map<string, TypeDef>();

/** A type of a crate that is not read; one record for each path. */
export function externalType(given: readonly string[]): TypeDef {
  // `std::collections::HashMap` and `HashMap` are one type.
  const path = STANDARD.has(given.at(-1) ?? '') ? given.slice(-1) : given;
  const key = path.join('::');
  const known = externalTypes.get(key);
  if (known !== undefined) return known;
  const made: TypeDef = {
    kind: 'type',
    name: path.at(-1) ?? '',
    module: undefined,
    path,
    key,
    generics: [],
    fields: new Map(),
    attributes: [],
    fieldAttributes: new Map(),
    variants: new Map(),
    comesIn: false,
    derives: [],
    resource: undefined,
    spec: undefined,
    statusType: undefined,
  };
  externalTypes.set(key, made);
  return made;
}
