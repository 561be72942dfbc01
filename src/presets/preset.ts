// The demands of an organisation, as data. Several presets together are the set of their layers, so that each can only
// add.
import type { Value } from '../answers/answer.ts';
import type { Profile, Severity } from '../rules/rule.ts';

/** The content of one preset.yaml, without the presets that it extends. */
export interface Layer {
  /** Its name in messages: the package, or the folder. */
  readonly name: string;
  readonly version: string | undefined;
  /** The smallest profile for every audit. */
  readonly profile?: Profile;
  readonly answers: Readonly<Record<string, Limit>>;
  readonly rules: Readonly<Record<string, Demand>>;
  readonly suppressions: SuppressionPolicy;
  readonly exceptions: readonly Exception[];
  readonly require: readonly Requirement[];
  readonly files: readonly PresetFile[];
}

/** The limits of an answer. */
export interface Limit {
  readonly locked?: Value;
  /** The values of a choice or a text, or the members of a list. */
  readonly allowed?: readonly (string | boolean)[];
  /** An expression that a text, or each member of a list, must match. */
  readonly pattern?: string;
  /** The offered value if none is given; it limits nothing. */
  readonly default?: Value;
  readonly reason: string;
}

export interface Demand {
  readonly severity?: Severity;
  /** Whether the repository may not suppress it. */
  readonly required: boolean;
  readonly reason: string;
}

export interface SuppressionPolicy {
  /** Whether the reason of a suppression must end with `until YYYY-MM-DD`, with a day that has not passed. */
  readonly mustExpire: boolean;
  /** An expression that the reason must match. */
  readonly mustMatch?: string;
}

export interface Exception {
  /** OWNER/NAME on GitHub, HOST/PATH elsewhere, from the remote of the clone. */
  readonly repository: string;
  readonly rule: string;
  /** A day, as YYYY-MM-DD. */
  readonly until: string;
  readonly reason: string;
}

/** A rule of the organisation about the objects of one kind. */
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
  /** `exact`: audit compares it; `start`: written once, and the user's afterwards. */
  readonly mode: 'exact' | 'start';
  readonly reason: string;
}

/** Its layers, each once, in an order that depends only on them. */
export interface Preset {
  readonly layers: readonly Layer[];
}

export function presetOf(layers: readonly Layer[]): Preset {
  const byText = new Map(layers.map((layer) => [JSON.stringify(layer), layer]));
  return { layers: [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, layer]) => layer) };
}

/** Two presets together: an answer, a suppression or an exception is accepted if each layer of both accepts it. */
export function meet(one: Preset, other: Preset): Preset {
  return presetOf([...one.layers, ...other.layers]);
}
