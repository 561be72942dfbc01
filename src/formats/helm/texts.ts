// Functions of templates that return texts.
import { createHash } from 'node:crypto';
import { ifSmall, list, text, whole, type Functions } from './arguments.ts';
import { compares } from './versions.ts';
import { UNKNOWN } from './value.ts';

export const TEXTS: Functions = {
  quote: (...args) =>
    args
      .filter((one) => one !== null)
      .map((one) => JSON.stringify(text(one)))
      .join(' '),
  squote: (...args) =>
    args
      .filter((one) => one !== null)
      .map((one) => `'${text(one)}'`)
      .join(' '),
  toString: (value: unknown) => text(value),
  toStrings: (value) => list(value).map(text),
  print: (...args) => args.map(text).join(''),
  println: (...args) => `${args.map(text).join(' ')}\n`,
  printf: (format, ...args) => formatted(text(format), args),
  cat: (...args) => args.map(text).join(' '),
  trim: (value) => text(value).trim(),
  trimSuffix: (suffix, value) =>
    text(suffix) !== '' && text(value).endsWith(text(suffix))
      ? text(value).slice(0, -text(suffix).length)
      : text(value),
  trimPrefix: (prefix, value) =>
    text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value),
  trimAll: (characters, value) => trimmedOf(text(characters), text(value)),
  upper: (value) => text(value).toUpperCase(),
  lower: (value) => text(value).toLowerCase(),
  title: (value) => text(value).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  nospace: (value) => text(value).replaceAll(/\s/g, ''),
  trunc: (length, value) =>
    whole(length) < 0 ? text(value).slice(whole(length)) : text(value).slice(0, whole(length)),
  substr: (start, end, value) => text(value).slice(whole(start), whole(end) < 0 ? undefined : whole(end)),
  replace: (old, by, value) =>
    ifSmall(text(value).split(text(old)).length * text(by).length, () =>
      text(value).replaceAll(text(old), () => text(by)),
    ),
  repeat: (count, value) =>
    ifSmall(whole(count) * text(value).length, () => text(value).repeat(Math.max(0, whole(count)))),
  contains: (part, value) => text(value).includes(text(part)),
  hasPrefix: (part, value) => text(value).startsWith(text(part)),
  hasSuffix: (part, value) => text(value).endsWith(text(part)),
  abbrev: (width, value) =>
    text(value).length > whole(width) ? `${text(value).slice(0, Math.max(0, whole(width) - 3))}...` : text(value),
  indent: (width, value) => indented(whole(width), text(value)),
  nindent: (width, value) => `\n${indented(whole(width), text(value))}`,
  b64enc: (value) => Buffer.from(text(value)).toString('base64'),
  b64dec: (value) => Buffer.from(text(value), 'base64').toString(),
  sha256sum: (value) => createHash('sha256').update(text(value)).digest('hex'),
  join: (by, items) => {
    const parts = (Array.isArray(items) ? items.filter((one) => one !== null) : [items]).map(text);
    return ifSmall(parts.length * text(by).length, () => parts.join(text(by)));
  },
  splitList: (by, value) => text(value).split(text(by)),
  split: (by, value) =>
    Object.fromEntries(
      text(value)
        .split(text(by))
        .map((part, at) => [`_${at}`, part]),
    ),
  base: (value) => text(value).split('/').at(-1) ?? '',
  dir: (value) => text(value).split('/').slice(0, -1).join('/') || '.',
  semverCompare: (wanted, version) => compares(text(wanted), text(version)),
  urlquery: (value) => encodeURIComponent(text(value)),
};

export function indented(width: number, value: string): string {
  const pad = ' '.repeat(Math.min(200, Math.max(0, width)));
  return pad + value.replaceAll('\n', `\n${pad}`);
}

function formatted(format: string, args: readonly unknown[]): unknown {
  let at = 0;
  let isKnown = true;
  const result = format.replace(/%(%|[+#]?[-\d.]*[a-zA-Z])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = args[at];
    at += 1;
    if (value === null || value === undefined) return verb === 'v' ? '<nil>' : `%!${verb}(<nil>)`;
    if (/^[svtd]$/.test(verb)) return verb === 'd' ? String(whole(value)) : text(value);
    if (verb === 'q') return JSON.stringify(text(value));
    isKnown = false;
    return '';
  });
  return isKnown ? result : UNKNOWN;
}

function trimmedOf(characters: string, value: string): string {
  let [start, end] = [0, value.length];
  while (start < end && characters.includes(value[start] ?? '')) start += 1;
  while (end > start && characters.includes(value[end - 1] ?? '')) end -= 1;
  return value.slice(start, end);
}
