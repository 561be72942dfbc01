// Texts that crash, block or flood a careless reader, in files other than source, manifests and charts, by their file.
import type { Texts } from './texts.ts';

const many = (text: string, times: number): string => text.repeat(times);
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];
const eachKey = (one: (name: string) => string, between = ''): string => inherited.map(one).join(between);

/** Texts on which no reader of YAML may fail. */
const ofYaml = (...keys: readonly string[]): Texts => ({
  'values of every wrong type': keys
    .map((key, at) => `${key}: ${['[null, 1, {a: []}]', '{a: null}', '7', '[[[]]]', 'true'][at % 5]}\n`)
    .join(''),
  'keys that every object has': keys
    .map((key) => `${key}: {${eachKey((name) => `${name}: {${name}: [${name}]}`, ', ')}}\n`)
    .join(''),
  'a list': '- 1\n- {a: b}\n',
  'a text': 'just words\n',
  'an alias of itself': `${keys[0] ?? 'a'}: &a {b: *a, c: [*a]}\n`,
  'aliases that multiply': `x0: &x0 [a, a]\n${Array.from({ length: 14 }, (_, at) => `x${at + 1}: &x${at + 1} [${many(`*x${at}, `, 9)}]\n`).join('')}${keys[0] ?? 'a'}: *x14\n`,
  'a control character and a lone surrogate': `${keys[0] ?? 'a'}: "\u0000\ud800\ufffe"\n`,
  'a byte order mark and lone carriage returns': `\ufeff${keys.map((key) => `${key}: 1\r`).join('')}`,
  'one line of 400 KB': `${keys[0] ?? 'a'}: ${many('a ', 200_000)}\n`,
});
const ofJson = (...keys: readonly string[]): Texts => ({
  'values of every wrong type': JSON.stringify(
    Object.fromEntries(keys.map((key, at) => [key, [[null, 1], { a: null }, 7, [[]], true][at % 5]])),
  ),
  'keys that every object has': `{${keys.map((key) => `"${key}": {${eachKey((name) => `"${name}": {"${name}": ["${name}"]}`, ', ')}}`).join(', ')}}`,
  'a list': '[1, {"a": 2}]',
  'a text': '"just words"',
  null: 'null',
  'unclosed brackets': `{"${keys[0] ?? 'a'}": ${many('[', 100_000)}`,
  'lists, 50,000 deep': `{"${keys[0] ?? 'a'}": ${many('[', 50_000)}${many(']', 50_000)}}`,
  'one key 20,000 times': `{${many(`"${keys[0] ?? 'a'}": {"a": 1}, `, 20_000)}"b": 1}`,
});
const ofToml = (...keys: readonly string[]): Texts => ({
  'values of every wrong type': keys
    .map((key, at) => `${key} = ${['[[], {}]', '{ a = [] }', '7', 'true', '1979-05-27'][at % 5]}\n`)
    .join(''),
  'tables that every object has': keys
    .map((key) => eachKey((name) => `[${key}.${name}]\n${name} = ["${name}"]\n`))
    .join(''),
  'tables of tables of lists': `${many(`[[${keys[0] ?? 'a'}.a]]\n[${keys[0] ?? 'a'}.a.b]\n`, 2000)}`,
  'an unclosed text': `${keys[0] ?? 'a'} = """${many('\\', 50_001)}`,
});
const ofLines: Texts = {
  'a line of 500,000 blanks': `${many(' ', 500_000)}x\n`,
  '50,000 quotes and backslashes': many(`"\\'`, 50_000),
  '50,000 stars': `${many('*', 50_000)}a\n`,
  '20,000 stars between folders': `${many('**/', 20_000)}a\n`,
  '20,000 open brackets': `${many('[a-', 20_000)}\n`,
  'control characters and a lone surrogate': '\u0000\u0007\ud800\n\r\u2028!\n#\n\\\n',
};

/** A map that JavaScript cannot convert to a text. */
const mute = '{toString: 1, valueOf: 1}';

/** By the file. */
export const textsOfOtherFiles: Readonly<Record<string, Texts>> = {
  'deploy/mute.yaml': {
    'maps that become no text': ['apiVersion', 'kind', 'metadata', 'spec']
      .map((key) =>
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n`.replace(
          new RegExp(`^${key}:.*$`, 'm'),
          `${key}: ${mute}`,
        ),
      )
      .join('---\n'),
    'names that cannot become a text': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${mute}, namespace: ${mute}}\nspec: {template: {spec: {serviceAccountName: ${mute}, containers: [{name: ${mute}, image: ${mute}}]}}}\n`,
  },
  'deploy/k/kustomization.yml': {
    'maps that become no text': `resources: [a.yaml, ${mute}]\nnamePrefix: ${mute}\nimages: [{name: ${mute}, newTag: ${mute}}]\npatches: [{patch: ${mute}, target: {kind: ${mute}}}]\n`,
  },
  '.kube-secure-controller.yaml': ofYaml('ignore', 'exclude', 'profile', 'failOn', 'preset'),
  '.github/dependabot.yml': ofYaml('updates', 'version', 'registries'),
  '.github/workflows/release.yaml': ofYaml('jobs', 'on', 'permissions', 'env', 'defaults'),
  'action.yml': ofYaml('runs', 'inputs', 'outputs'),
  '.gitlab-ci.yml': ofYaml('include', 'image', 'stages', 'job', 'default'),
  'deploy/k/kustomization.yaml': ofYaml(
    'resources',
    'patches',
    'images',
    'replacements',
    'configMapGenerator',
    'labels',
    'components',
  ),
  'chart/Chart.lock': ofYaml('dependencies'),
  'chart/values.schema.json': {
    ...ofJson('properties', '$defs', 'type', 'allOf'),
    'maps that become no text':
      '{"type": [{"toString": 1, "valueOf": 1}], "required": [{"toString": 1, "valueOf": 1}]}',
  },
  'chart/Chart.yml': { 'maps that become no text': `apiVersion: ${mute}\nname: ${mute}\nversion: ${mute}\n` },
  '.yo-rc.json': ofJson('create-kube-secure-controller', 'generator-kube-secure-controller'),
  '.kube-secure-controller.lock.json': ofJson('files', 'generator', 'integrity'),
  'renovate.json': ofJson('extends', 'packageRules', 'customManagers'),
  'deny.toml': ofToml('advisories', 'licenses', 'bans', 'sources', 'graph'),
  '.cargo/config.toml': ofToml('build', 'target', 'alias', 'env'),
  'rust-toolchain.toml': ofToml('toolchain'),
  'Cargo.lock': ofToml('package', 'version', 'metadata'),
  '.gitignore': ofLines,
  '.dockerignore': ofLines,
  justfile: ofLines,
  Makefile: ofLines,
  'hack/run.sh': ofLines,
  'docs/security.md': {
    ...ofLines,
    'a table of 20,000 rows': `| Permission | Why |\n| --- | --- |\n${many('| list pods | a |\n', 20_000)}`,
    'rows of 50,000 cells': `| ${many('a | ', 50_000)}\n`,
  },
};
