// Methods of texts; those of constants are computed.

import { fresh } from '../../types/ty.ts';
import { choices, oneOf, splitConstant, splitOnce } from '../constant-list.ts';
import { joined } from '../joined-text.ts';
import { option, result } from '../data.ts';
import { holding, textFrom } from '../made-text.ts';
import { reworded } from '../manifest.ts';
import { isManifest } from '../rows.ts';
import { constantOf, STRING, typed, unknown, type Value } from '../value.ts';
import type { Evaluator } from '../evaluator.ts';
import type { MethodCall } from '../found-method.ts';
import { absorb } from '../join.ts';
import { exactly } from '../fits.ts';
import { alternative, bool, computed, iter, mapped, type Rule, type Rules, same, text, visited } from './rules.ts';

const strings: Rule = (call) =>
  (isManifest(call.receiver) ? typed(iter(STRING), call.receiver) : undefined) ??
  splitConstant(call) ?? { ...(isAtBlanks(call) ? holding : textFrom)([call.receiver]), ty: iter(STRING) };
const halves: Rule = (call, evaluator) =>
  exactly(evaluator, splitOnce(call)) ?? {
    ...textFrom([call.receiver]),
    ty: option({ k: 'tuple', items: [STRING, STRING] }),
  };

/** Whether a call only takes blanks away, such as the end of the line in a file: a name has none. */
function isAtBlanks({ name, source }: MethodCall): boolean {
  const [first] = source.child('arguments')?.kids ?? [];
  return first === undefined ? BY_LINES.has(name) : BLANKS.test(first.text);
}

const BY_LINES = new Set(['lines', 'split_whitespace', 'split_ascii_whitespace']);
const BLANKS =
  /^(?:'(?:\\[nrt]| )'|"(?:\\[nrt]| ){1,9}"|(?:char::|\|\w{1,9}: char\| \w{1,9}\.)is_(?:ascii_)?whitespace(?:\(\))?)$/;

/** The rule, or the text as it is where only blanks go. */
function unlessBlank(rule: Rule, ty?: Value['ty']): Rule {
  return (call, evaluator, frame) =>
    choices(call.receiver) === undefined && isAtBlanks(call)
      ? typed(ty ?? call.receiver.ty, call.receiver)
      : rule(call, evaluator, frame);
}

/** Changes each possible text, if they and the arguments are known; a text that is not changed that way is left out. */
function worded(change: (text: string, args: readonly string[]) => string | undefined): Rule {
  return (call) => {
    const texts = choices(call.receiver);
    const args = call.args.map(constantOf);
    const known = args.filter((arg) => arg !== undefined);
    if (texts === undefined || known.length < args.length) return textFrom([call.receiver, ...call.args]);
    const changed = texts.map((each) => change(each, known)).filter((each) => each !== undefined);
    return changed.length === 0 ? { ty: STRING, empty: true } : oneOf(changed);
  };
}

const replaced = unlessBlank(worded((each, [from, to]) => (from ? each.replaceAll(from, () => to ?? '') : each)));

/** Blanks around a text that is not constant do not matter, nor do upper-case letters: a name has none. */
function trimmed(change: (text: string) => string): Rule {
  const rule = worded(change);
  return (call, evaluator, frame) =>
    choices(call.receiver) === undefined ? call.receiver : rule(call, evaluator, frame);
}

/** The same for a method that finds something or nothing. */
function found(change: Parameters<typeof worded>[0]): Rule {
  const rule = worded(change);
  return (call, evaluator, frame) => ({ ...rule(call, evaluator, frame), ty: option(STRING) });
}

/** A cell of a text gets another one. */
function swapped({ receiver, args: [given = unknown()] }: MethodCall, { program: { keys } }: Evaluator): Value {
  const before = { ...receiver };
  absorb(keys, receiver, given);
  return before;
}

export const TEXT: Rules = {
  split: strings,
  lines: strings,
  split_whitespace: strings,
  splitn: strings,
  rsplit: strings,
  rsplitn: strings,
  chars: strings,
  split_terminator: strings,
  split_once: halves,
  join: ({ receiver, args: [end = unknown()] }) => joined(receiver, end),
  rsplit_once: halves,
  // For a cell with a text.
  get_mut: same,
  // For a URL: the part before it does not matter for the request.
  path: same,
  trim: trimmed((each) => each.trim()),
  trim_end: trimmed((each) => each.trimEnd()),
  trim_start: trimmed((each) => each.trimStart()),
  to_lowercase: trimmed((each) => each.toLowerCase()),
  to_uppercase: worded((each) => each.toUpperCase()),
  replace: (call, evaluator, frame) =>
    call.args.length === 1
      ? swapped(call, evaluator)
      : (reworded(call.receiver, call.args[0]) ?? replaced(call, evaluator, frame)),
  replacen: text,
  repeat: text,
  trim_end_matches: unlessBlank(text),
  trim_start_matches: unlessBlank(text),
  trim_matches: unlessBlank(text),
  to_ascii_lowercase: trimmed((each) => each.toLowerCase()),
  to_ascii_uppercase: worded((each) => each.toUpperCase()),
  strip_prefix: found((each, [start = '']) => (each.startsWith(start) ? each.slice(start.length) : undefined)),
  strip_suffix: unlessBlank(
    found((each, [end = '']) => (each.endsWith(end) ? each.slice(0, each.length - end.length) : undefined)),
    option(STRING),
  ),
  parse: ({ receiver, generics }) => ({
    ty: result(generics[0] ?? fresh()),
    ...(receiver.origin === undefined ? {} : { origin: receiver.origin }),
  }),
  is_empty: bool,
  as_bytes: same,
  into_bytes: same,
  unwrap: same,
  expect: same,
  unwrap_or: alternative,
  unwrap_or_default: same,
  filter: visited,
  unwrap_or_else: computed,
  map: mapped,
};
