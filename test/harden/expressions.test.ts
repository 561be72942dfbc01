// Expressions of scripts, moved into the environment.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { parseYaml } from '../../src/formats/yaml/file.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';

const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);
const path = '.github/workflows/ci.yml';
const rules = ['no-expression-in-script'];

/** A job with one step, after the fixes of some kinds. */
function hardened(step: string, kinds: readonly string[], job = 'runs-on: ubuntu-24.04'): string {
  const text = workflow(step, job);
  const after =
    planHardening(repositoryOf([[path, text]]), reference, {
      rules,
      takes: ({ fix }) => kinds.includes(fix),
    }).after.files.get(path) ?? '';
  expect(
    planHardening(repositoryOf([[path, after]]), reference, {
      rules,
      takes: ({ fix }) => kinds.includes(fix),
    }).after.files.get(path),
  ).toBe(after);
  return after.slice(workflow('', job).length - 1).trimEnd();
}

const workflow = (step: string, job: string) => `on: push\njobs:\n  a:\n    ${job}\n    steps:\n      ${step}\n`;

describe('names from git that stay one word are moved without a question', () => {
  test.each([
    [
      '- run: echo "${{ github.head_ref }}" # x',
      '- run: echo "${HEAD_REF}" # x\n        env:\n          HEAD_REF: "${{ github.head_ref }}"',
    ],
    [
      '- name: N\n        run: |\n          true\n          echo "it is ${{ github.ref_name }}" ${{ github.sha }}',
      '- name: N\n        env:\n          REF_NAME: "${{ github.ref_name }}"\n        run: |\n          true\n          echo "it is ${REF_NAME}" ${{ github.sha }}',
    ],
    [
      '- run: |\n          TAG=${{ github.event.release.tag_name }}\n          make V=${{ github.ref }}\n        env: # theirs\n          A: b',
      '- run: |\n          TAG="${EVENT_RELEASE_TAG_NAME}"\n          make V="${REF}"\n        env: # theirs\n          A: b\n          EVENT_RELEASE_TAG_NAME: "${{ github.event.release.tag_name }}"\n          REF: "${{ github.ref }}"',
    ],
    [
      '- { name: N, run: \'echo "${{ github.ref }}"\' }',
      '- { name: N, run: \'echo "${REF}"\', env: {REF: "${{ github.ref }}"} }',
    ],
    [
      '- run: echo "${{ github.ref }} $REF"',
      '- run: echo "${REF_VALUE} $REF"\n        env:\n          REF_VALUE: "${{ github.ref }}"',
    ],
  ])('%j', (before, after) => expect(hardened(before, ['safe'])).toBe(after));
});

describe('every value is moved out of single quotes without a question', () => {
  test.each([
    [
      "- run: echo '${{ steps.a.outputs.json }}'",
      '- run: echo "${STEPS_A_JSON}"\n        env:\n          STEPS_A_JSON: "${{ steps.a.outputs.json }}"',
    ],
    [
      "- run: echo 'a $x ${{ inputs.a }}'",
      '- run: echo \'a $x \'"${INPUTS_A}"\n        env:\n          INPUTS_A: "${{ inputs.a }}"',
    ],
  ])('%j', (before, after) => expect(hardened(before, ['safe'])).toBe(after));

  test('and the shell gets the same words', () => {
    const script = "printf '<%s>' '${{ inputs.a }}' 'b \"${{ inputs.a }}\"'c";
    const after = hardened(`- run: |\n          ${script}`, ['safe']);
    const text: string = parseYaml('a.yml', workflow(after, 'runs-on: a')).documents[0]?.parsed.toJS().jobs.a.steps[0]
      .run;
    const value = ' a "$HOME" `x` \\ ';
    const run = (words: string) =>
      spawnSync('sh', ['-c', words], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', INPUTS_A: value } })
        .stdout;
    expect(run(text)).toBe(run(script.replaceAll('${{ inputs.a }}', value)));
    expect(run(text)).toContain(value);
  });
});

describe('other values are moved after a question', () => {
  test.each([
    [
      '- run: echo ${{ github.head_ref }}',
      '- run: echo "${HEAD_REF}"\n        env:\n          HEAD_REF: "${{ github.head_ref }}"',
    ],
    [
      '- run: echo "${{ steps.a.outputs.path }}" ${{ inputs.a-b }}',
      '- run: echo "${STEPS_A_PATH}" "${INPUTS_A_B}"\n        env:\n          STEPS_A_PATH: "${{ steps.a.outputs.path }}"\n          INPUTS_A_B: "${{ inputs.a-b }}"',
    ],
    [
      '- run: echo "${{ join(needs.*.result, \', \') }}"',
      '- run: echo "${JOIN_NEEDS_RESULT}"\n        env:\n          JOIN_NEEDS_RESULT: "${{ join(needs.*.result, \', \') }}"',
    ],
    [
      '- if: a\n        run: |\n          cat <<EOF > a\n          ${{ github.event.issue.title }}\n          EOF',
      '- if: a\n        env:\n          EVENT_ISSUE_TITLE: "${{ github.event.issue.title }}"\n        run: |\n          cat <<EOF > a\n          ${EVENT_ISSUE_TITLE}\n          EOF',
    ],
  ])('%j', (before, after) => {
    expect(hardened(before, ['safe'])).toBe(before);
    expect(hardened(before, ['safe', 'ask'])).toBe(after);
  });
});

describe('left to a person', () => {
  test.each([
    ['in single quotes, inside a single-quoted YAML text', `- run: 'echo ''\${{ github.head_ref }}'''`],
    ['without shell quotes, inside a double-quoted YAML text', `- run: "echo \${{ github.head_ref }}"`],
    ['in a heredoc without expansion', "- run: |\n          cat <<'E'\n          ${{ github.head_ref }}\n          E"],
    ['in one of two places', '- run: "echo ${{ github.head_ref }}; echo \'${{ github.head_ref }}\'"'],
    ['in code for another program', '- run: bash -c "echo ${{ github.head_ref }}"'],
    ['in code that runs later', "- run: trap 'rm ${{ github.head_ref }}' EXIT"],
    [
      'in a heredoc that a shell runs',
      '- run: |\n          bash -s <<E\n          echo ${{ github.head_ref }}\n          E',
    ],
    ['in PowerShell', '- shell: pwsh\n        run: echo "${{ github.head_ref }}"'],
    ['in Python', '- shell: python\n        run: print("${{ github.head_ref }}")'],
  ])('%s', (_, step) => expect(hardened(step, ['safe', 'ask'])).toBe(step));

  test.each([
    'runs-on: windows-2025',
    'runs-on: ${{ matrix.os }}',
    'strategy: {matrix: {os: [ubuntu-24.04, windows-2025]}}\n    runs-on: ${{ matrix.os }}',
    'runs-on: self-hosted',
    'defaults: {run: {shell: pwsh}}\n    runs-on: ubuntu-24.04',
  ])('a step whose shell may differ: %s', (job) =>
    expect(hardened('- run: echo "${{ github.head_ref }}"', ['safe', 'ask'], job)).toBe(
      '- run: echo "${{ github.head_ref }}"',
    ),
  );

  test.each([
    "runs-on: ${{ vars.RUNNER || 'ubuntu-24.04' }}",
    'strategy: {matrix: {os: [ubuntu-24.04, macos-15]}}\n    runs-on: ${{ matrix.os }}',
  ])('or moved after a question if only the runner may differ: %s', (job) => {
    const step = '- run: echo "${{ github.head_ref }}"';
    expect(hardened(step, ['safe'], job)).toBe(step);
    expect(hardened(step, ['safe', 'ask'], job)).toContain('"${HEAD_REF}"');
  });

  test('unless the step names its shell', () => {
    expect(
      hardened('- shell: bash\n        run: echo "${{ github.head_ref }}"', ['safe'], 'runs-on: windows-2025'),
    ).toContain('"${HEAD_REF}"');
  });
});

test('sh prints a name as before, and runs nothing in it', () => {
  const script =
    'A=v${{ github.ref_name }}.tgz\necho "$A" "to ${{ github.ref_name }}" x"${{ github.ref_name }}"\ncat <<E\nand ${{ github.ref_name }}\nE\n';
  const after = hardened(`- run: |\n${script.replaceAll(/^/gm, '          ').trimEnd()}`, ['safe']);
  const run = (text: string, name: string) =>
    spawnSync('sh', ['-c', text], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', REF_NAME: name } })
      .stdout;
  const text: string = parseYaml('a.yml', workflow(after, 'runs-on: a')).documents[0]?.parsed.toJS().jobs.a.steps[0]
    .run;
  expect(run(text, 'a/b-1.0')).toBe(run(script.replaceAll('${{ github.ref_name }}', 'a/b-1.0'), ''));
  expect(run(text, 'a"$(echo hacked);x')).toContain('$(echo hacked)');
});
