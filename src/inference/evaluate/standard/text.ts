// Methods of texts; those of constants are computed.

import { fresh } from '../../types/ty.ts';
import { splitConstant, splitOnce } from '../constant-list.ts';
import { joined } from '../joined-text.ts';
import { option, result, textFrom } from '../data.ts';
import { STRING, unknown } from '../value.ts';
import { alternative, bool, computed, iter, mapped, type Rule, type Rules, same, text, visited } from './rules.ts';

const strings: Rule = (call) => splitConstant(call) ?? { ...textFrom([call.receiver]), ty: iter(STRING) };
const halves: Rule = (call) =>
  splitOnce(call) ?? { ...textFrom([call.receiver]), ty: option({ k: 'tuple', items: [STRING, STRING] }) };
export const TEXT: Rules = {
  split: strings,
  lines: strings,
  split_whitespace: strings,
  splitn: strings,
  rsplit: strings,
  chars: strings,
  split_terminator: strings,
  split_once: halves,
  join: ({ receiver, args: [end = unknown()] }) => joined(receiver, end),
  rsplit_once: halves,
  // For a cell with a text.
  get_mut: same,
  // For a URL: the part before it does not matter for the request.
  path: same,
  trim: same,
  trim_end: same,
  trim_start: same,
  to_lowercase: text,
  to_uppercase: text,
  replace: text,
  replacen: text,
  repeat: text,
  trim_end_matches: text,
  trim_start_matches: text,
  to_ascii_lowercase: text,
  strip_prefix: ({ receiver }) => ({ ...textFrom([receiver]), ty: option(STRING) }),
  strip_suffix: ({ receiver }) => ({ ...textFrom([receiver]), ty: option(STRING) }),
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
