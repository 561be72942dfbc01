// The enabled features of packages in the build of the workspace: their defaults, and those that packages enable in
// each other.

import { own } from '../table.ts';
import { entries, isTable, type Table, table_ } from './cargo-table.ts';
import { requiredFeatures } from './cargo-targets.ts';
import type { AskedFeatures } from './from-manifests.ts';
import { identifier } from './package-paths.ts';
import type { Package } from './workspace.ts';

/** One Cargo.toml. */
export interface Manifest {
  readonly directory: string;
  readonly table: Table;
}

/** A dependency of a package, as far as features matter. */
interface Dependency {
  /** Its name in the registry. */
  readonly crate: string;
  readonly isOptional: boolean;
  readonly asks: readonly string[];
  /** The folder of the package, if it is in the repository. */
  readonly directory: string | undefined;
}

/**
 * The packages with their features, as cargo resolves them: `dep:x`, `x/feature` and `x?/feature` included.
 *
 * @param asked the features that builds name in addition to the defaults
 */
export function withFeatures(
  packages: readonly Package[],
  manifests: readonly Manifest[],
  asked: AskedFeatures,
): readonly Package[] {
  const always = resolved(packages, manifests, { named: new Set(), isAny: false });
  const sometimes = asked.isAny || asked.named.size > 0 ? resolved(packages, manifests, asked) : always;
  return packages.map((each) => {
    const [on, perhaps] = [always.get(each.directory)?.on, sometimes.get(each.directory)?.on];
    const has = (name: string): boolean | undefined =>
      on?.has(name) === true || (perhaps?.has(name) ? undefined : false);
    return { ...each, features: { has }, off: sometimes.get(each.directory)?.off() ?? [] };
  });
}

/** Each package by its folder, with its defaults, what its programs require, and what is asked for. */
function resolved(
  packages: readonly Package[],
  manifests: readonly Manifest[],
  asked: AskedFeatures,
): ReadonlyMap<string, State> {
  const shared = new Map(manifests.flatMap(({ table }) => entries(table_(table, 'workspace'), 'dependencies')));
  const states = new Map<string, State>();
  for (const each of packages) {
    const table = manifests.find(({ directory }) => directory === each.directory)?.table ?? {};
    const state = new State(table_(table, 'features'), dependenciesOf(table, each, shared));
    states.set(each.directory, state);
    // Cargo builds a program only with the features that it requires.
    const wanted = ['default', ...requiredFeatures(table), ...state.declared(each.name, asked)];
    for (const feature of wanted) state.turnOn(feature);
  }
  // A weak one (`x?/feature`) counts once something else has enabled its dependency.
  let turned = true;
  while (turned) {
    turned = false;
    for (const state of states.values()) {
      for (const [directory, feature] of state.asked())
        if (states.get(directory)?.turnOn(feature) === true) turned = true;
    }
  }
  return states;
}

function dependenciesOf(
  table: Table,
  { dependencies }: Package,
  shared: ReadonlyMap<string, Table>,
): ReadonlyMap<string, Dependency> {
  const found = new Map<string, Dependency>();
  for (const section of [table, ...Object.values(table_(table, 'target')).filter(isTable)]) {
    for (const [name, own] of entries(section, 'dependencies')) {
      const known = found.get(name);
      const inherited = own['workspace'] === true ? texts(shared.get(name)?.['features']) : [];
      found.set(name, {
        crate: crateOf(name, own, shared),
        isOptional: own['optional'] === true && known?.isOptional !== false,
        asks: [...(known?.asks ?? []), ...inherited, ...texts(own['features'])],
        directory: dependencies.get(identifier(name)),
      });
    }
  }
  return found;
}

function crateOf(name: string, own: Table, shared: ReadonlyMap<string, Table>): string {
  const renamed = (own['workspace'] === true ? shared.get(name) : own)?.['package'];
  return typeof renamed === 'string' ? renamed : name;
}

/** The enabled features of one package. */
class State {
  readonly on = new Set<string>();
  readonly #active = new Set<string>();
  readonly #features: Table;
  readonly #dependencies: ReadonlyMap<string, Dependency>;

  constructor(features: Table, dependencies: ReadonlyMap<string, Dependency>) {
    this.#features = features;
    this.#dependencies = dependencies;
    for (const [name, { isOptional }] of dependencies) if (!isOptional) this.#active.add(name);
  }

  /** The features of this package among those that are asked for; `app/metrics` is one of the package `app` alone. */
  declared(name: string, { named, isAny }: AskedFeatures): readonly string[] {
    const optional = [...this.#dependencies].flatMap(([key, { isOptional }]) => (isOptional ? [key] : []));
    return [...Object.keys(this.#features), ...optional].filter(
      (feature) => isAny || named.has(feature) || named.has(`${name}/${feature}`),
    );
  }

  /** Enables a feature; returns whether that is new. */
  turnOn(feature: string): boolean {
    if (this.on.has(feature)) return false;
    this.on.add(feature);
    const more = own(this.#features, feature);
    if (more === undefined) this.#active.add(feature);
    for (const each of texts(more)) {
      const [name = '', ofDependency] = each.replace(/^dep:/, '').split('/');
      if (each.startsWith('dep:')) this.#active.add(name);
      else if (ofDependency === undefined) this.turnOn(name);
      else if (!name.endsWith('?')) this.#use(name);
    }
    return true;
  }

  /** A dependency that a feature names is used; an optional one is a feature with its own name, unless `dep:` hides it. */
  #use(name: string): void {
    this.#active.add(name);
    const isHidden = Object.values(this.#features).some((list) => texts(list).includes(`dep:${name}`));
    if (this.#dependencies.get(name)?.isOptional === true && !isHidden) this.turnOn(name);
  }

  /** The crates that no feature has enabled. */
  off(): readonly string[] {
    return [...this.#dependencies].flatMap(([name, { crate }]) => (this.#active.has(name) ? [] : [crate]));
  }

  /** The features that this package now enables in others: the folder and the feature. */
  asked(): readonly (readonly [string, string])[] {
    const ofFeatures = [...this.on].flatMap((feature) => texts(own(this.#features, feature)));
    return [...this.#dependencies].flatMap(([name, { asks, directory }]) => {
      if (directory === undefined || !this.#active.has(name)) return [];
      const behind = ofFeatures.flatMap((each) => {
        const [whose, feature] = each.split('/');
        return feature !== undefined && whose?.replace(/\?$/, '') === name ? [feature] : [];
      });
      return [...asks, ...behind].map((feature): [string, string] => [directory, feature]);
    });
  }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
