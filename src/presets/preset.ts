// What an organisation demands: data only. Several presets together are the set of their layers, so that each can only add.
import type { Value } from '../answers/answer.ts';
import type { Profile, Severity } from '../rules/rule.ts';

/** All that one preset.yaml says, without what it extends. */
export interface Layer {
  /** As messages call it: the package, or the folder. */
  readonly name: string;
  readonly version: string | undefined;
  /** At least this one is judged, whatever is asked for. */
  readonly profile?: Profile;
  readonly answers: Readonly<Record<string, Limit>>;
  readonly rules: Readonly<Record<string, Demand>>;
  readonly suppressions: SuppressionPolicy;
  readonly exceptions: readonly Exception[];
  readonly require: readonly Requirement[];
  readonly files: readonly PresetFile[];
}

/** What an answer may be. */
export interface Limit {
  readonly locked?: Value;
  /** The values of a choice or a text, or the members of a list. */
  readonly allowed?: readonly (string | boolean)[];
  /** An expression that a text, or each member of a list, matches. */
  readonly pattern?: string;
  /** Offered where nothing is given; it limits nothing. */
  readonly default?: Value;
  readonly reason: string;
}

export interface Demand {
  /** At least this. */
  readonly severity?: Severity;
  /** No suppression of the repository holds. */
  readonly required: boolean;
  readonly reason: string;
}

export interface SuppressionPolicy {
  /** The reason of a suppression ends with `until YYYY-MM-DD`, and that day has not passed. */
  readonly mustExpire: boolean;
  /** An expression that the reason matches. */
  readonly mustMatch?: string;
}

export interface Exception {
  /** OWNER/NAME on GitHub, HOST/PATH elsewhere, as the remote of the clone has it. */
  readonly repository: string;
  readonly rule: string;
  /** A day, as YYYY-MM-DD. */
  readonly until: string;
  readonly reason: string;
}

/** A rule of one's own about the objects of one kind. */
export interface Requirement {
  readonly id: string;
  /** The kind with its group: `apps/Deployment`, `Service`. */
  readonly kind: string;
  readonly path: readonly string[];
  readonly must: { readonly be: string | number | boolean } | { readonly match: string } | { readonly exist: true };
  readonly severity: Severity;
  readonly reason: string;
}

export interface PresetFile {
  readonly to: string;
  readonly text: string;
  /** `exact`: audit compares it; `start`: written once, and the user's from then on. */
  readonly mode: 'exact' | 'start';
  readonly reason: string;
}

/** Its layers, each once, in an order that depends on nothing but them. */
export interface Preset {
  readonly layers: readonly Layer[];
}

export function presetOf(layers: readonly Layer[]): Preset {
  const byText = new Map(layers.map((layer) => [JSON.stringify(layer), layer]));
  return { layers: [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, layer]) => layer) };
}

/** Both: an answer is accepted, a suppression or an exception holds, where each layer of either says so. */
export function meet(one: Preset, other: Preset): Preset {
  return presetOf([...one.layers, ...other.layers]);
}
