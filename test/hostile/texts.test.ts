// No text in a repository prevents the report: every command ends in time, with valid JSON and an ordinary status.
import { describe, expect, test } from 'vitest';
import { boundedProgram } from './bounded.ts';
import { repositoryWith } from './repository.ts';
import { texts } from './texts.ts';
import { textsOfOtherFiles } from './texts-of-other-files.ts';

const commands: readonly (readonly string[])[] = [['audit'], ['rbac', '--check']];

const bounded = boundedProgram();

describe.each(Object.entries(texts))('in the place of %s', (file, kinds) => {
  test.each(Object.entries(kinds))(
    '%s',
    async (_, text) => {
      const folder = repositoryWith({ [file]: text });
      for (const command of commands) {
        const { status, stdout, stderr } = await bounded([...command, '.', '--json'], folder);
        expect({ command, status, stderr }).toEqual({ command, status: expect.toSatisfy(isOrdinary), stderr: '' });
        expect(JSON.parse(stdout)).not.toHaveProperty('error');
      }
    },
    300_000,
  );
});

/** The commands that read other files in addition. */
const all: readonly (readonly string[])[] = [
  ['audit', '.'],
  ['rbac', '.', '--check'],
  ['harden', '.', '--dry-run'],
  ['update', '.', '--check'],
  ['.', '--yes', '--force', '--dry-run'],
];

describe.each(Object.entries(textsOfOtherFiles))('in %s', (file, kinds) => {
  test.each(Object.entries(kinds))(
    '%s',
    async (_, text) => {
      const folder = repositoryWith({ [file]: text });
      for (const command of all) {
        const { status, stdout, stderr } = await bounded([...command, '--json'], folder);
        // 2: an invalid answer or setting is named, and not used.
        expect({ command, status }, stderr).toEqual({ command, status: expect.toSatisfy(isAnswer) });
        JSON.parse(stdout);
        expect(stdout + stderr).not.toMatch(/please report it|TypeError|RangeError/);
      }
    },
    300_000,
  );
});

function isAnswer(status: number | null): boolean {
  return isOrdinary(status) || status === 2;
}

test('kustomizations that each include two others, thirty times', { timeout: 300_000 }, async () => {
  const layers = Array.from({ length: 60 }, (_, at) => {
    const [layer, side] = [Math.floor(at / 2), at % 2 === 0 ? 'a' : 'b'];
    const next = layer === 29 ? '../../deployment.yaml' : `../${layer + 1}a, ../${layer + 1}b`;
    return [`deploy/k/${layer}${side}/kustomization.yaml`, `namePrefix: ${side}\nresources: [${next}]\n`] as const;
  });
  const folder = repositoryWith(Object.fromEntries(layers));
  for (const command of commands) {
    const { status, stdout, stderr } = await bounded([...command, '.', '--json'], folder);
    expect({ command, status, stderr }).toEqual({ command, status: expect.toSatisfy(isOrdinary), stderr: '' });
    expect(stdout).toContain('takes in more than can be rendered');
  }
});

/** 0: no findings; 1: findings, or nothing to judge. */
function isOrdinary(status: number | null): boolean {
  return status === 0 || status === 1;
}
