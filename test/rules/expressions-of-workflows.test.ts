// A law for rules about workflows: if an expression decides a value on the way to a bad one, the finding becomes
// unknown.
import { isMap, isPair, isScalar, isSeq, parseDocument, type Node, type Pair } from 'yaml';
import { expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { ruleIds, rules } from '../../src/rules/index.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { spoiled } from './spoiled.ts';

const reference = scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates'));

type Files = ReadonlyMap<string, string>;
function look(rule: string, files: Files) {
  return rules.find(({ id }) => id === rule)?.look(inventoryOf(repositoryOf(files)), ruleIds) ?? [];
}

/** The scalar values of a line with their keys. */
function valuesAt(text: string, line: number): readonly (readonly [from: number, to: number, key: string])[] {
  const found: [number, number, string][] = [];
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  const walk = (node: unknown, key: string): void => {
    if (isPair(node)) walk((node as Pair<Node, Node>).value, String((node as Pair).key));
    else if (isMap(node) || isSeq(node)) for (const item of node.items) walk(item, key);
    else if (isScalar(node) && node.range !== undefined && node.range !== null) {
      const [from, to] = node.range;
      if (lineOf(from) === line && from !== to) found.push([from, to, key]);
    }
  };
  walk(parseDocument(text).contents, '');
  return found;
}

/** GitHub allows no expression there, or the problem is the literal value. */
const writtenOut = /^(?:uses|permissions|secrets|if|ALL|TOKEN)$/;

const cases = spoiled.flatMap(({ rule, spoil }) => {
  const files = spoil(reference);
  return look(rule, files)
    .filter(({ state, path }) => state === 'broken' && path.startsWith('.github/workflows/'))
    .flatMap(({ path, line }) =>
      valuesAt(files.get(path) ?? '', line)
        .filter(([, , key]) => !writtenOut.test(key))
        .map(([from, to, key]) => {
          const text = files.get(path) ?? '';
          const changed = `${text.slice(0, from)}"\${{ vars.x }}"${text.slice(to)}`;
          return { rule, key, path, files: new Map([...files, [path, changed]]) };
        }),
    );
});

test.each(cases)('$rule still reports if an expression fills $key', ({ rule, path, files }) =>
  expect(
    [rule, 'understood'].flatMap((one) => look(one, files)).filter((one) => one.path === path && one.state !== 'kept'),
  ).not.toEqual([]),
);

test('the cases cover most keys with values', () =>
  expect([...new Set(cases.map(({ key }) => key))].sort()).toEqual(
    expect.arrayContaining(['options', 'run', 'runs-on']),
  ));

const job = (text: string): Files =>
  new Map([['.github/workflows/a.yml', `on: pull_request\njobs:\n  a:\n${text}\n    steps: [{run: 'true'}]\n`]]);

test.each([
  ['runs-on: ${{ vars.RUNNER }}', ['unknown']],
  ['runs-on: ["${{ inputs.a }}", linux]', ['unknown']],
  ['strategy: {matrix: "${{ fromJSON(inputs.a) }}"}\n    runs-on: ${{ matrix.os }}', ['unknown']],
  ['strategy: {matrix: {os: [ubuntu-latest]}}\n    runs-on: ${{ matrix.os }}', ['kept']],
  ['strategy: {matrix: {os: [self-hosted]}}\n    runs-on: ${{ matrix.os }}', ['broken']],
  ["runs-on: ${{ inputs.large && 'ubuntu-latest-8' || 'ubuntu-latest' }}", ['kept']],
])('the runner in %j', (text, states) =>
  expect(look('no-self-hosted-pull-requests', job(`    ${text}`)).map(({ state }) => state)).toEqual(states),
);
