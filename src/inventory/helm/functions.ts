// The functions of Helm's templates that names, conditions and rules use. `undefined` is a value that is not known.

/** What only Helm knows, such as the release's name, is a text that stands for itself. */
export const OPAQUE = 'helm.';

export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

export function isOpaque(value: unknown): boolean {
  return typeof value === 'string' && value.includes(OPAQUE);
}

type Rule = (args: readonly unknown[]) => unknown;

/** A function of texts; not known when one of them is not. */
const ofTexts =
  (rule: (...texts: readonly string[]) => unknown): Rule =>
  (args) =>
    args.some((arg) => arg === undefined || (typeof arg === 'object' && arg !== null))
      ? undefined
      : rule(...args.map((arg) => String(arg ?? '')));
/** A test of texts: of one that only Helm knows it says nothing. */
const test =
  (rule: (...texts: readonly string[]) => boolean): Rule =>
  (args) =>
    args.some(isOpaque) ? undefined : ofTexts(rule)(args);
const same: Rule = (args) => args.at(-1);

export const FUNCTIONS: Readonly<Record<string, Rule>> = {
  quote: same,
  squote: same,
  toString: same,
  trim: same,
  nindent: same,
  indent: same,
  toYaml: same,
  required: same,
  tpl: ([text]) => (typeof text === 'string' && !text.includes('{{') ? text : undefined),
  default: ([fallback, value]) => (value === undefined ? undefined : isTrue(value ?? '') ? value : fallback),
  coalesce: (args) => (args.includes(undefined) ? undefined : (args.find((arg) => isTrue(arg ?? '')) ?? null)),
  trunc: ofTexts((length = '', text = '') => (text.includes(OPAQUE) ? text : text.slice(0, Number(length)))),
  trimSuffix: ofTexts((suffix = '', text = '') =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  trimPrefix: ofTexts((prefix = '', text = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  printf: ofTexts((format = '', ...args) => args.reduce((text, arg) => text.replace(/%[svd]/, () => arg), format)),
  replace: ofTexts((old = '', by = '', text = '') => text.replaceAll(old, by)),
  lower: ofTexts((text = '') => text.toLowerCase()),
  upper: ofTexts((text = '') => text.toUpperCase()),
  contains: test((part = '', text = '') => text.includes(part)),
  hasPrefix: test((part = '', text = '') => text.startsWith(part)),
  hasSuffix: test((part = '', text = '') => text.endsWith(part)),
  eq: test((one, ...others) => others.includes(one ?? '')),
  ne: test((one, other) => one !== other),
  empty: ([value]) => (value === undefined ? undefined : !isTrue(value)),
  not: ([value]) => (value === undefined || isOpaque(value) ? undefined : !isTrue(value)),
  and: (args) =>
    args.find((arg) => arg !== undefined && !isTrue(arg)) ?? (args.includes(undefined) ? undefined : args.at(-1)),
  or: (args) =>
    args.find((arg) => arg !== undefined && isTrue(arg)) ?? (args.includes(undefined) ? undefined : args.at(-1)),
  ternary: ([yes, no, is]) => (is === undefined ? undefined : isTrue(is) ? yes : no),
};
