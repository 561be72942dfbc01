// Realistic workflows: which expressions matter, and the reported line.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (text: string, rule: string) =>
  audit(repositoryOf([['.github/workflows/ci.yml', text]]), { rules: [rule] }).findings;
const job = (steps: string, more = ''): string =>
  `on: push\njobs:\n  a:\n${more}    runs-on: ubuntu-24.04\n    steps:\n${steps}`;

test.each([
  ['github.workspace', undefined],
  ['github.event.pull_request.number', undefined],
  ["github.event_name == 'push' && github.sha", undefined],
  ['runner.temp', undefined],
  ['matrix.target', undefined],
  ['env.IMAGE', undefined],
  ['steps.a.outcome', undefined],
  ['steps.a.outputs.version', 'low'],
  ['env.LATER', 'low'],
  ['github.ref_name', 'medium'],
  ['inputs.version', 'medium'],
  ['github.event.pull_request.title', 'high'],
  ['github.head_ref', 'high'],
])('an expression of %s is %s', (expression, severity) => {
  const text = job(
    `      - run: echo "\${{ ${expression} }}"\n`,
    '    env: {IMAGE: a}\n    strategy: {matrix: {target: [x]}}\n',
  );
  expect(found(text, 'no-expression-in-script').map((one) => one.severity)).toEqual(
    severity === undefined ? [] : [severity],
  );
});

test.each([
  ['github.event.pull_request.body', 'high'],
  ['fromJSON(github.event.inputs.list)', 'medium'],
  ['needs.a.outputs.list', 'low'],
  ['env.SELF', 'low'],
])('a matrix or variable with %s is as open as its source', (expression, severity) => {
  const around = `    strategy: {matrix: {target: ["\${{ ${expression} }}"]}}\n    env: {SELF: "\${{ env.SELF }}", A: "\${{ ${expression} }}"}\n`;
  for (const used of ['matrix.target', 'env.A'])
    expect(
      found(job(`      - run: echo \${{ ${used} }}\n`, around), 'no-expression-in-script').map((one) => one.severity),
    ).toEqual([severity]);
});

test('a finding in a script has its line', () => {
  const text = job('      - run: |\n          true\n          echo ${{ github.head_ref }}\n          cargo build\n');
  expect(found(text, 'no-expression-in-script')).toMatchObject([{ line: 8 }]);
  expect(found(text, 'locked-in-ci')).toMatchObject([{ line: 9 }]);
  expect(found(text.replace('cargo build\n', 'cargo build \\\n            --release\n'), 'locked-in-ci')).toMatchObject(
    [{ line: 9 }],
  );
});

test('a finding about a checkout has the line of its name', () => {
  const text = job(
    '      - name: Checkout\n        uses: actions/checkout@v4\n        with:\n          fetch-depth: 0\n',
  );
  expect(found(text, 'no-persisted-credentials')).toMatchObject([{ line: 7 }]);
});

test.each([
  ['v1', 'manual'],
  ['1.2.0', 'manual'],
  ['v2', 'safe'],
  ['v10', 'safe'],
])('actions/checkout@%s gets the input without a token as a fix: %s', (version, fix) =>
  expect(
    found(job(`      - uses: actions/checkout@${version}\n      - run: make\n`), 'no-persisted-credentials'),
  ).toMatchObject([{ fix }]),
);

test('a workflow with write permissions for all jobs lists them', () => {
  expect(
    found(`permissions:\n  contents: read\n  packages: write\n${job('      - run: "true"\n')}`, 'token-without-rights'),
  ).toMatchObject([{ message: 'every job may write packages' }]);
});

test.each([
  ['on:\n  push:\n    tags: [v*]\n', 1],
  ['on:\n  release:\n    types: [published]\n', 1],
  ['on:\n  push:\n    tags: [v*]\n    branches: [main]\n', 0],
  ['on: [push, pull_request]\n', 0],
])('a cache in a workflow with %j', (on, number) =>
  expect(
    found(job('      - uses: Swatinem/rust-cache@v2\n').replace('on: push\n', on), 'no-cache-in-release'),
  ).toHaveLength(number),
);
