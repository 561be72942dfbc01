// Values for answers: typical values, and values that could break out of the language of a file.
import fc from 'fast-check';
import type { Answer, Value } from '../../../src/answers/answer.ts';
import { entries } from '../../../src/answers/index.ts';

/**
 * Characters with a meaning in YAML, TOML, Rust, JSON, Docker, Markdown, Helm, EJS, a shell, a terminal, or for a
 * reader.
 */
const marks = [
  ...String.raw`" ' ${'`'} \ \" \n $ ${'${x}'} $(id) $$ ${'`id`'} ! !! & && ; | || > < * ** _ __ ~~ # --- ... : , [ ] { } [[ ]]`.split(
    ' ',
  ),
  ...'{{ }} {{.Values.a}} {{-end}} <%= %> <b> <!-- --> &amp; &#x41; [a](b) ![a](b) */ /* // "# \'# @ % ^ ~ = + - .'.split(
    ' ',
  ),
  ...String.raw`:tada: $x$ ../ .. / \\ ##[error]x __proto__ constructor`.split(' '),
  ...[
    ' #',
    '# ',
    '- ',
    '? ',
    ': ',
    '1. ',
    '{{ .Values.a }}',
    ' ',
    '\n::error::x',
    '\u00e9',
    '\u65e5\u672c',
    '\u{1f600}',
    '\ud800',
    '\udfff',
  ],
  ...'\0\u0007\b\t\n\r\u001b\u007f\u0085\u009b\u2028\u2029\u202e\u2066\u200f\u200b\u00ad\u2060\ufeff\u3164\ufe0f\u00a0\u3000\u{e0041}',
];

/** Words that some version of some language does not read as text. */
const words =
  'null true false no on off y n nan inf a 0 1 007 1e3 12e03 e5 e-0 0x1f 0o7 0b1 1-2 2026-01-01 1d 1h con nul self crate fn r'.split(
    ' ',
  );

const label = fc.oneof(
  fc.constantFrom(...words),
  fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/),
  fc.stringMatching(/^[a-z0-9][-a-z0-9]{50,61}[a-z0-9]$/),
);
const name = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...marks), fc.string({ unit: 'grapheme', maxLength: 6 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

/** The form of the values of an answer, if its pattern does not show it. */
const shapes: Readonly<Record<string, fc.Arbitrary<string>>> = {
  name: label,
  description: anyText.map((text) => text.trim()),
  repository: fc.stringMatching(
    /^(https:\/\/github\.com\/|ghcr\.io\/)?[a-zA-Z0-9]{1,20}\/[a-zA-Z0-9._-]{1,30}(\.git)?\/?$/,
  ),
  installNamespace: label,
  watchNamespaces: label,
  apiServerCidr: fc
    .tuple(fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }), fc.integer({ min: 8, max: 32 }))
    .map(([bytes, length]) => `${bytes.join('.')}/${length}`),
  group: name,
  kind: fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,30}$/),
  moreKinds: fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,30}$/).map((kind) => `${kind}=Secret`),
  externalHosts: name,
  tokenSecret: label,
  tokenKey: fc.stringMatching(/^[-._a-zA-Z0-9]{1,40}$/),
  awsResources: anyText.map((text) => `arn:aws:s3:::${text}`),
  gcpRole: fc.stringMatching(/^(roles|projects\/[a-z0-9-]{1,9}\/roles)\/[\w.]{1,20}$/),
  gcpResource: anyText,
  azureRole: fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ()-]{2,30}$/),
  vaultHost: name,
  vaultRole: label,
};

/** Answers with yes or no accept no text. */
export const textual = entries.filter(([, { type }]) => type !== 'yes-no');

/** Answers whose values the user writes; the others have a list of values. */
export const open = textual.filter(([, { values, members }]) => (values ?? members) === undefined);

/** One text for a value: usually accepted, accepted with a special character in it, or usually refused. */
export function textFor(key: string, { patterns = [], values, members }: Answer): fc.Arbitrary<string> {
  const listed = values ?? members;
  const usual =
    listed === undefined
      ? (shapes[key] ?? fc.stringMatching(new RegExp(patterns[0] ?? '^$')))
      : fc.constantFrom(...listed);
  const spoiled = fc
    .tuple(usual, fc.constantFrom(...marks), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([text, mark, at]) => text.slice(0, at * text.length) + mark + text.slice(at * text.length));
  return fc.oneof(
    { weight: 3, arbitrary: usual },
    { weight: 4, arbitrary: spoiled },
    { weight: 1, arbitrary: fc.constantFrom(...marks, ...words, '') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(usual, fc.integer({ min: 2, max: 3000 }))
        .map(([text, times]) => text.repeat(times).slice(0, 9000)),
    },
  );
}

/** A value in the form that its answer keeps. */
export function valueOf({ type, normalise }: Answer, texts: readonly string[]): Value {
  const value = type === 'list' ? texts : (texts[0] ?? '');
  return normalise?.(value) ?? value;
}
