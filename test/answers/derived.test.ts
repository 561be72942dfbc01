// Files generated from the declaration; accept a change with `npx vitest run test/answers -u`.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backstageTemplate } from '../../src/answers/backstage.ts';
import { answersDocs } from '../../src/answers/docs.ts';
import { entries } from '../../src/answers/index.ts';
import { resolveAnswers, settle } from '../../src/answers/resolve.ts';
import { answersSchema } from '../../src/answers/schema.ts';
import { repositories } from '../repositories.ts';

test('docs/answers.md', () => expect(answersDocs()).toMatchFileSnapshot('../../docs/answers.md'));

test('docs/answers.schema.json', () => expect(answersSchema()).toMatchFileSnapshot('../../docs/answers.schema.json'));

test('docs/backstage/template.yaml', () =>
  expect(backstageTemplate()).toMatchFileSnapshot('../../docs/backstage/template.yaml'));

const accepts = new Ajv2020({ strict: true, strictRequired: false }).compile(JSON.parse(answersSchema()));

test.each(Object.entries(repositories))('the schema accepts the answers of %s', (_name, given) => {
  expect(accepts(given), JSON.stringify(accepts.errors)).toBe(true);
  expect(accepts(JSON.parse(JSON.stringify(resolveAnswers(given, { defaults: true }))))).toBe(true);
});

test.each([
  { lebel: 'x' },
  { scope: 'clster' },
  { owns: [] },
  { owns: ['ConfigMpa'] },
  { events: 'yes' },
  { watchNamespaces: ['kube-system'] },
  { group: 'example.k8s.io' },
  { description: ' x' },
  { repository: 'acme' },
  { scope: 'cluster', watchNamespaces: ['a'] },
  { scope: 'namespaced', externalHosts: ['example.com'] },
  { scope: 'external', externalProvider: 'token', vaultHost: 'vault.example.com' },
])('the schema refuses %o', (document) => {
  expect(accepts(document)).toBe(false);
});

const texts = entries.filter(([, { type, members }]) => type === 'text' || (type === 'list' && members === undefined));

// Only the program can judge these: they depend on other answers, words of Rust, ownable kinds, or wildcards.
const looser = ['moreKinds', 'installNamespace', 'watchNamespaces', 'kind', 'azureRole', 'repository'];

test.each(texts)(
  'the schema accepts each value of %s that the program accepts, and refuses what it refuses unless only the program can judge it',
  (key, answer) => {
    const one = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '',
        'a b',
        ' a',
        'a\n',
        '-',
        'a-',
        'x'.repeat(64),
        'a.b',
        '*',
        'unset',
        'acme/x',
        'https://github.com/acme/x.git',
      ),
      ...(answer.patterns ?? [])
        .filter((pattern) => !/\(\?|\\p/.test(pattern))
        .map((pattern) => fc.stringMatching(new RegExp(pattern))),
    );
    const beside = Object.fromEntries(
      Object.entries(answer.when?.at(-1) ?? {}).map(([other, values]) => [other, values[0] ?? '']),
    );
    fc.assert(
      fc.property(one, (text) => {
        const given = { name: 'one', ...beside, [key]: answer.type === 'list' ? [text] : text };
        const taken = settle(given, { defaults: true }).refused.every((problem) => problem.key !== key);
        if (taken || !looser.includes(key)) expect(accepts(given), JSON.stringify(accepts.errors)).toBe(taken);
      }),
      { numRuns: 300 },
    );
  },
);
