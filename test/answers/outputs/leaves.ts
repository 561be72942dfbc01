// The values in a file with their places, as a reader of its language finds them, without order and layout.
import { marked, type Token } from 'marked';
import { parse as parseToml } from 'smol-toml';
import { maskTemplate } from '../../../src/formats/helm/mask.ts';
import { documents, isList, type Json } from '../../scaffold/json.ts';

/** Every value of a file with its place; files with the same meaning have the same values, in any order. */
export function leavesOf(path: string, text: string): readonly string[] {
  const [, read] = readers.find(([name]) => name.test(path)) ?? [undefined, undefined];
  return (read ?? lines)(text);
}

type Reader = (text: string) => readonly string[];

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/(^|\/)charts\/.*\/templates\/.*\.yaml$/, template],
  [/\.ya?ml$/, (text) => documents(text).flatMap((document) => within('', document))],
  [/(\.toml|Cargo\.lock)$/, (text) => within('', parseToml(text) as Json)],
  [/\.json$/, (text) => within('', JSON.parse(text) as Json)],
  [/\.rs$/, rust],
  [/\.md$/, (text) => marked.lexer(withoutLineNumbers(text)).flatMap((token) => markdown('', token))],
  [/(^|\/)Dockerfile$/, dockerfile],
];

function within(place: string, value: Json): readonly string[] {
  if (isList(value)) return value.flatMap((one) => within(`${place}[]`, one));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => within(`${place}.${key}`, inner));
  const embedded = typeof value === 'string' && value.includes('\n') ? manifestsIn(value) : [];
  if (embedded.length > 0) return embedded.flatMap((one) => within(`${place}|`, one));
  return [`${place} is the ${typeof value} ${String(value)}`];
}

/** The maps in a text: a patch in a kustomization is one. */
function manifestsIn(text: string): readonly Json[] {
  try {
    return documents(text).filter((document) => typeof document === 'object');
  } catch {
    return [];
  }
}

/** Its manifests without template actions, as the audit masks them; the actions are compared as lines. */
function template(text: string): readonly string[] {
  const actions = [...text.matchAll(/\{\{.*?\}\}/gs)].map(([action]) => action);
  return [...documents(maskTemplate(text).text).flatMap((document) => within('', document)), ...actions];
}

/** Its tokens; a comma at the end of a list and the line breaks of a comment are layout. */
function rust(text: string): readonly string[] {
  const tokens = text.matchAll(/\/\/[^\n]*|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\\n]|\\[^\n]+?)'|\w+|[^\s,]/g);
  return [...tokens].flatMap(([token]) => {
    if (token.startsWith('//')) return token.split(/\s+/);
    return token.startsWith('"') ? [`the text ${rustText(token)}`] : [token];
  });
}

function rustText(literal: string): string {
  return literal
    .slice(1, -1)
    .replaceAll(/\\(?:\n\s*|u\{([0-9a-f]+)\}|([\s\S]))/gi, (_, code: string | undefined, mark: string | undefined) => {
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return mark === undefined ? '' : ({ n: '\n', t: '\t', r: '\r', 0: '\0' }[mark] ?? mark);
    });
}

/** Its words, without quotes and line continuations. */
function dockerfile(text: string): readonly string[] {
  const code = text.replaceAll(/^\s*#.*\n/gm, '').replaceAll('\\\n', ' ');
  return [...code.matchAll(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g)].map(([word]) =>
    word.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replaceAll(/\\(["\\$])/g, '$1')),
  );
}

/** A long name moves lines; test/scaffold/evidence-lines checks the line numbers in docs. */
function withoutLineNumbers(text: string): string {
  return text.replaceAll(/(?<=\.rs(?::|#L))\d+/g, '');
}

/** Its blocks, each with its content as one text. */
function markdown(place: string, token: Token): readonly string[] {
  const here = `${place}/${token.type}`;
  if (token.type === 'table')
    return [...token.header, ...token.rows.flat()].map(({ tokens }) => `${here} ${shown(tokens)}`);
  if (token.type === 'list') return token.items.flatMap((item: Token) => markdown(here, item));
  if (token.type === 'code' && token.lang === 'yaml')
    return documents(token.text).flatMap((document) => within(here, document));
  const inner: readonly Token[] = 'tokens' in token ? (token.tokens ?? []) : [];
  if (inner.some(({ type }) => blocks.has(type))) return inner.flatMap((one) => markdown(here, one));
  return [`${here} ${inner.length === 0 ? token.raw : shown(inner)}`];
}

const blocks = new Set(['paragraph', 'list', 'list_item', 'code', 'blockquote', 'table', 'heading', 'html', 'space']);

/** The text of a line; other content is named by its kind. */
function shown(tokens: readonly Token[] = []): string {
  return tokens
    .map((token) => {
      const inner =
        'tokens' in token && token.tokens !== undefined
          ? shown(token.tokens)
          : 'text' in token
            ? String(token.text)
            : token.raw;
      if (token.type === 'escape') return inner;
      if (token.type === 'text') return inner.replaceAll(/&(?:#\w+|\w+);/g, '<entity $&>');
      return `<${token.type} ${inner}${token.type === 'link' ? ` to ${token.href}` : ''}>`;
    })
    .join('');
}

function lines(text: string): readonly string[] {
  return text.split('\n');
}
