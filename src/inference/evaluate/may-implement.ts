// Whether a type of a program may implement a trait of it.

import type { TraitDef, TypeDef } from '../names/definitions.ts';
import type { IndexedImpl } from './impl-fit.ts';
import { KNOWN_DERIVES } from './method-names.ts';

/** An impl exists, one for every type may fit, or an unknown derive or attribute may write one. */
export function mayImplement(
  def: TypeDef,
  traits: readonly TraitDef[],
  implsOf: (trait: TraitDef) => readonly IndexedImpl[],
): boolean {
  return (
    traits.some((trait) => implsOf(trait).some(({ head }) => head === def || head === 'any')) ||
    def.derives.some((name) => !KNOWN_DERIVES.has(name)) ||
    def.attributes.some((text) => !PLAIN.test(text))
  );
}

/** Attributes of types that write no impl of a trait of the program: those of the language, and helpers of known derives. */
const PLAIN =
  /^#\[\s*(?:allow|warn|deny|expect|forbid|cfg|doc|must_use|deprecated|derive|non_exhaustive|repr|serde|kube|schemars|clap|command|group|error|snafu|diagnostic|strum|educe|derivative|builder|getset|validate|prost|openapi|schema|sqlx|diesel|graphql|default)\b/;
