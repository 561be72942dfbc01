// A law for every rule about objects: if a chart computes any part of the path to a bad value, or takes it from its
// values, the rule still reports.
import { isMap, isPair, isSeq, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';
import { describe, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { ruleIds, rules } from '../../src/rules/index.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { objects } from './elsewhere-objects.ts';
import { spoiled } from './spoiled.ts';

const reference = scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates'));

type Files = ReadonlyMap<string, string>;

/** Values that charts usually compute, or that are bad only as a literal, with the reason. */
const silent: Readonly<Record<string, string>> = {
  'own-namespace': 'the release has a namespace of its own',
  'kinds-refer-to-secrets': 'charts ship the schemas of their kinds as they are, and these are long',
  'replicas-apart': 'one replica needs no other node',
  'survives-eviction': 'one replica needs no budget',
  'secrets-kept-elsewhere': 'a Secret that a chart fills in holds nothing in the repository',
  'no-standard-binding': 'the comparison of permissions says that the role is not known',
  'no-role-aggregation': 'the labels of a chart are its names',
};

/** The manifests as templates of a chart. */
function chartOf(files: Files): Files {
  const manifests = [...files].filter(
    ([path]) => /^(?:deploy\/)?[\w-]+\.yaml$/.test(path) && !/(?:kustomization|compose)\.yaml$/.test(path),
  );
  return new Map([
    ['chart/Chart.yaml', 'name: chart\nversion: 1.0.0\n'],
    ...manifests.map(([path, text]) => [path.replace(/^(?:deploy\/)?/, 'chart/templates/'), text] as const),
  ]);
}

function look(rule: string, files: Files) {
  return rules.find(({ id }) => id === rule)?.look(inventoryOf(repositoryOf(files)), ruleIds) ?? [];
}

interface Way {
  readonly from: number;
  readonly to: number;
  readonly key: string;
  readonly value: unknown;
}

/** The values on the path to a line, outermost first, each of which a chart may compute. */
function waysTo(text: string, line: number): readonly Way[] {
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line === 1 ? 0 : 1);
  const end = text.indexOf('\n', start) === -1 ? text.length : text.indexOf('\n', start);
  const found: Way[] = [];
  const walk = (node: unknown, depth: number): void => {
    if (isPair(node)) {
      const { key, value } = node as Pair<Node, Node | null>;
      const [from, , to] = value?.range ?? [0, 0, 0];
      const starts = key.range?.[0] ?? 0;
      if (value === null || starts > end || to <= start) return;
      if (!(depth === 0 && /^(?:apiVersion|kind|metadata)$/.test(String(key))))
        found.push({ from, to, key: String(key), value });
      walk(value, depth + 1);
    } else if (isMap(node)) for (const item of node.items) walk(item, depth);
    else if (isSeq(node))
      for (const item of node.items as Node[]) {
        const [from, , to] = item.range ?? [0, 0, 0];
        if (from <= end && to > start) found.push({ from, to, key: 'an item', value: item });
        walk(item, depth + 1);
      }
  };
  for (const document of parseAllDocuments(text) as Document[]) {
    const before = found.length;
    walk(document.contents, 0);
    for (const [at, way] of found.entries())
      if (at >= before) found[at] = { ...way, value: (way.value as Node | null)?.toJS(document) };
  }
  return found;
}

interface Case {
  readonly rule: string;
  readonly key: string;
  readonly path: string;
  readonly files: Files;
}

/** The replacement for a value, and the other files that it needs; `indent` is the depth of a block. */
type Computed = (
  way: Way,
  indent: number | undefined,
) => { readonly text: string; readonly files: Readonly<Record<string, string>> };

const included: Computed = () => ({ text: '{{ include "it" . }}', files: {} });

/** Passes a value on from values.yaml. */
const fromValues: Computed = ({ value }, indent) => ({
  text:
    typeof value !== 'object'
      ? `{{ .Values.it${typeof value === 'string' ? ' | quote' : ''} }}`
      : indent === undefined
        ? '{{ toJson .Values.it }}'
        : `{{ toYaml .Values.it | nindent ${indent} }}`,
  files: {
    'chart/values.yaml': `it: ${JSON.stringify(value)}
`,
  },
});

function casesOf(rule: string, bad: Files, computed: Computed): readonly Case[] {
  const files = chartOf(bad);
  return look(rule, files)
    .filter(({ state, path }) => state === 'broken' && path.startsWith('chart/templates/'))
    .flatMap(({ path, line }) =>
      waysTo(files.get(path) ?? '', line).map((way): Case => {
        const text = files.get(path) ?? '';
        const value = text.slice(way.from, way.to);
        const before = text.slice(0, way.from).replace(/:\s*$/, ': ');
        const column = (/(?:^|\n)([ -]*)[^\n]*$/.exec(before)?.[1] ?? '').length;
        const made = computed(way, value.includes('\n') ? column + 2 : undefined);
        const template = before + made.text + (/\s*$/.exec(value)?.[0] ?? '') + text.slice(way.to);
        return {
          rule,
          key: way.key,
          path,
          files: new Map([...files, [path, template], ...Object.entries(made.files)]),
        };
      }),
    );
}

function allCases(computed: Computed): readonly Case[] {
  return [
    ...spoiled.flatMap(({ rule, spoil }) => casesOf(rule, spoil(reference), computed)),
    ...objects
      .filter(([, path]) => path === 'a.yaml')
      .flatMap(([rule, path, bad]) => casesOf(rule, new Map([[path, bad]]), computed)),
  ];
}

const cases = allCases(included);

describe('a bad value in the values of a chart', () => {
  test.each(allCases(fromValues))('breaks $rule through $key in $path', ({ rule, files }) =>
    expect(
      [rule, 'understood']
        .flatMap((one) => look(one, files).map(({ state }) => state))
        .filter((state) => state === 'broken'),
    ).not.toEqual([]),
  );
});

describe('a bad value next to a computed value of a chart', () => {
  test.each(cases.filter(({ rule }) => !(rule in silent)))(
    '$rule still reports $key in $path',
    ({ rule, path, files }) => {
      const states = [rule, 'understood'].flatMap((one) =>
        look(one, files).flatMap((sight) => (sight.path === path ? [sight.state] : [])),
      );
      expect(states.filter((state) => state !== 'kept')).not.toEqual([]);
    },
  );

  test('each exception is needed', () =>
    expect([...new Set(cases.map(({ rule }) => rule))].filter((rule) => rule in silent).sort()).toEqual(
      Object.keys(silent).sort(),
    ));

  test('the cases cover most rules about objects', () =>
    expect(new Set(cases.map(({ rule }) => rule)).size).toBeGreaterThan(60));
});
