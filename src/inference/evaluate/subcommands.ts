// Subcommands of a command line: an arm that no container of the manifests starts runs only under a condition.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { VariantDef } from '../names/definitions.ts';
import { segments } from '../names/use-tree.ts';
import { prune, UNIT } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';
import { variantAt } from './variant.ts';

/** The matched value and its patterns. */
interface Matched {
  readonly value: Syntax | undefined;
  readonly given?: Value;
  readonly patterns: readonly Syntax[];
}

/**
 * The frame of the code after a pattern, if the pattern is a subcommand (a variant of an enum with clap's derive, a
 * text that is matched against `subcommand()` or the arguments, or a variant that is only created for such a text):
 * with a condition if every container names another one.
 */
export function underSubcommand(
  evaluator: Evaluator,
  pattern: Syntax,
  { value, given, patterns }: Matched,
  frame: Frame,
): Frame {
  const { started } = evaluator.settings;
  if (started.length === 0 || frame.site !== undefined || frame.condition !== undefined) return frame;
  const made = ofMade(evaluator, pattern, frame);
  if (made !== undefined) return { ...frame, condition: made };
  const isOfArguments = isArgument(given) || /\b(?:subcommand(?:_name)?|args|argv)\b/.test(value?.text ?? '');
  const known = (each: Syntax): readonly Subcommand[] =>
    subcommandsIn(each, frame).filter(({ among }) => among !== undefined || isOfArguments);
  const meant = known(pattern);
  const [first] = meant;
  if (first === undefined) return frame;
  const all = first.among ?? patterns.flatMap(known);
  const isTold = started.every((words) => all.some((each) => isIn(each, words)));
  if (!isTold || started.some((words) => meant.some((each) => isIn(each, words)))) return frame;
  return { ...frame, condition: `${ONLY_WITH} \`${first.names[0] ?? ''}\`, which no container here runs.` };
}

const ONLY_WITH = 'Only with the subcommand';

/** Whether a text, or one of several, came from the command line. */
function isArgument(value: Value | undefined): boolean {
  const parts = prune(value?.ty ?? UNIT).k === 'tuple' ? [...(value?.fields?.values() ?? [])] : [value];
  return parts.some((part) => part?.origin?.argument === true);
}

/** Records the subcommand under which a variant is created. */
export function noteMade(evaluator: Evaluator, variant: VariantDef, { condition, site }: Frame): void {
  if (site !== undefined || evaluator.settings.started.length === 0) return;
  const { conditions } = evaluator.seen;
  const known = conditions.get(variant);
  const own = condition?.startsWith(ONLY_WITH) === true ? condition : '';
  conditions.set(variant, known === undefined || known === own ? own : '');
}

/** The condition of a pattern for a variant that is created under only one subcommand, as an earlier run saw. */
function ofMade(evaluator: Evaluator, pattern: Syntax, frame: Frame): string | undefined {
  const path = PATHS.has(pattern.type) ? (pattern.child('type') ?? pattern) : pattern.firstKid;
  const isWhole = PATHS.has(pattern.type) || (pattern.type === 'match_pattern' && pattern.kids.length === 1);
  if (!isWhole || path === undefined) return undefined;
  if (!PATHS.has(pattern.type)) return ofMade(evaluator, path, frame);
  const variant = variantAt(path, frame);
  // A derive may create a variant too: the default, or one from a text.
  const isMadeHere = variant?.type.derives.every((name) => MAKES_NONE.has(name)) === true;
  if (variant === undefined || !isMadeHere || variant.type.comesIn) return undefined;
  return evaluator.settings.before.conditions.get(variant) || undefined;
}

const MAKES_NONE = new Set(['Debug', 'Clone', 'Copy', 'PartialEq', 'Eq', 'PartialOrd', 'Ord', 'Hash', 'Serialize']);
const PATHS = new Set(['tuple_struct_pattern', 'struct_pattern', 'identifier', 'scoped_identifier']);

interface Subcommand {
  /** Its names on the command line, the first for a reader. */
  readonly names: readonly string[];
  /** The other subcommands, if its enum declares them. */
  readonly among?: readonly Subcommand[];
}

function isIn({ names }: Subcommand, words: readonly string[]): boolean {
  return words.some((word) => names.some((name) => plain(name) === plain(word)));
}

/** `run-all`, `run_all` and `RunAll` are one name: `rename_all` decides its form. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** The subcommands of a pattern: alternatives have several, and any other pattern has none. */
function subcommandsIn(pattern: Syntax, frame: Frame): readonly Subcommand[] {
  switch (pattern.type) {
    case 'or_pattern':
    case 'captured_pattern':
    case 'reference_pattern':
    case 'ref_pattern':
    case 'match_pattern':
    case 'tuple_pattern':
      return pattern.kids.flatMap((kid) => subcommandsIn(kid, frame));
    case 'tuple_struct_pattern': {
      const type = pattern.child('type');
      const named = ofVariant(type, frame);
      // `Some(Command::Install)`, `Some(("install", matches))`.
      if (named !== undefined) return [named];
      return segments(type).at(-1) === 'Some'
        ? pattern.kids.filter((kid) => kid !== type).flatMap((kid) => subcommandsIn(kid, frame))
        : [];
    }
    case 'string_literal':
      return [{ names: [pattern.text.replaceAll('"', '')] }];
    case 'struct_pattern': {
      const named = ofVariant(pattern.child('type'), frame);
      return named === undefined ? [] : [named];
    }
    case 'identifier':
    case 'scoped_identifier': {
      const named = ofVariant(pattern, frame);
      return named === undefined ? [] : [named];
    }
    default:
      return [];
  }
}

function ofVariant(path: Syntax | undefined, frame: Frame): Subcommand | undefined {
  const variant = variantAt(path, frame);
  if (variant === undefined || !variant.type.derives.some((name) => READS.has(name))) return undefined;
  const among = [...variant.type.variants.values()].map((each) => ({ names: namesOf(each) }));
  return { names: namesOf(variant), among };
}

const READS = new Set(['Subcommand', 'Parser', 'StructOpt', 'Clap']);

/** `#[command(name = "x", alias = "y", visible_aliases = ["z"])]`, else the variant's own name, as clap writes it. */
function namesOf({ name, attributes }: VariantDef): readonly string[] {
  const said = attributes.filter((text) => /^#\[\s*(?:command|clap|structopt)\b/.test(text)).join(' ');
  const [, given] = /\bname\s*=\s*"([^"]*)"/.exec(said) ?? [];
  const aliases = [...said.matchAll(/\balias(?:es)?\s*=\s*([^)]*)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/"([^"]*)"/g)].map(([, alias = '']) => alias),
  );
  return [given ?? name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase(), ...aliases];
}
