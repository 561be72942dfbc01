// Texts of a given length with repetitions that a careless reader reads again and again.

const times =
  (text: string) =>
  (bytes: number): string =>
    text.repeat(Math.ceil(bytes / text.length)).slice(0, bytes);
const after =
  (head: string, text: string) =>
  (bytes: number): string =>
    head + times(text)(bytes);
const before =
  (text: string, tail: string) =>
  (bytes: number): string =>
    times(text)(bytes) + tail;

/** Repeated piece → a text of so many bytes. */
export const repetitions: Readonly<Record<string, (bytes: number) => string>> = {
  'blanks before a letter': before(' ', 'x'),
  'blank lines': before('\n', 'x'),
  'lines of a tab': before('\n\t', 'x'),
  'carriage returns': before('\r', 'x'),
  'line separators': before('\u2028', 'x'),
  letters: times('a'),
  words: times('a '),
  lines: times('a\n'),
  digits: times('1'),
  quotes: times('"'),
  'single quotes': times("'"),
  'escaped quotes': after('"', '\\"'),
  backslashes: times('\\'),
  'lines that go on': times('\\\n'),
  'brackets that open': times('['),
  'braces that open': times('{'),
  'parentheses that open': times('('),
  'brackets that close': times(']'),
  parentheses: times('()'),
  'pairs of a map in one line': times('a: {'),
  'list items': times('- '),
  keys: (bytes) => Array.from({ length: bytes / 12 }, (_, at) => `key${at}: 1\n`).join(''),
  'keys with dots': (bytes) => Array.from({ length: bytes / 12 }, (_, at) => `k.a${at} = 1\n`).join(''),
  tables: (bytes) => Array.from({ length: bytes / 12 }, (_, at) => `[t.a${at}]\n`).join(''),
  documents: times('---\na: 1\n'),
  'anchors and aliases': (bytes) =>
    Array.from({ length: bytes / 16 }, (_, at) => `k${at}: &a${at} x\nl${at}: *a${at}\n`).join(''),
  'merge keys': (bytes) =>
    `a: &a {b: 1}\n${Array.from({ length: bytes / 16 }, (_, at) => `k${at}: {<<: *a}\n`).join('')}`,
  comments: times('# a\n'),
  'number signs': times('#'),
  'comments that open': times('/*'),
  attributes: times('#[a(b)]\n'),
  'attributes of kube': times('#[kube(a = "b")]\n'),
  colons: times(':'),
  'double colons': times('a::'),
  slashes: times('/'),
  folders: times('a/'),
  stars: times('*'),
  'stars and folders': times('*a*/**/'),
  dots: times('a.'),
  commas: times('a,'),
  'equal signs': times('a='),
  'at signs': times('a@'),
  dollars: times('$'),
  variables: times('${a:-'),
  'commands in a command': times('$('),
  backticks: times('`a'),
  'expressions that open': times('${{'),
  expressions: times('${{ a }}'),
  'actions that open': times('{{'),
  actions: times('{{ .Values.a }}'),
  'ranges that open': times('{{ range .a }}'),
  blocks: times('{{ if .a }}b{{ end }}'),
  definitions: (bytes) =>
    Array.from({ length: bytes / 40 }, (_, at) => `{{ define "a${at}" }}{{ include "a${at + 1}" . }}{{ end }}`).join(
      '',
    ),
  pipes: times('a | '),
  heredocs: times('<<A\n'),
  downloads: times('curl -o a https://b/c\n'),
  'downloads of many names': (bytes) =>
    Array.from({ length: bytes / 20 }, (_, at) => `curl -o a${at} b\n./c${at}\n`).join(''),
  stages: (bytes) => Array.from({ length: bytes / 20 }, (_, at) => `FROM a${at} AS a${at + 1}\n`).join(''),
  arguments: (bytes) => Array.from({ length: bytes / 20 }, (_, at) => `ARG A${at}=\${A${at + 1}}\n`).join(''),
  'functions that call each other': (bytes) =>
    Array.from({ length: bytes / 30 }, (_, at) => `fn f${at}() { f${at + 1}(); }\n`).join(''),
  'constants of each other': (bytes) =>
    Array.from({ length: bytes / 30 }, (_, at) => `const A${at}: &str = A${at + 1};\n`).join(''),
  structs: (bytes) => Array.from({ length: bytes / 30 }, (_, at) => `struct S${at} { a: S${at + 1} }\n`).join(''),
  'names of a CRD': times('    kind: A\n    plural: as\n'),
  records: times('{"verb":"get","user":{"username":"a"}}\n'),
  'records that do not end': times('{"verb":'),
  'bidi controls': times('\u202e'),
  'half of a character': times('\ud800'),
};
