// No text in a repository costs its user the report: every command ends in time, with valid JSON and an ordinary status.
import { describe, expect, test } from 'vitest';
import { boundedProgram } from './bounded.ts';
import { repositoryWith } from './repository.ts';
import { texts } from './texts.ts';

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

test('kustomizations that each take in two others, thirty times', { timeout: 300_000 }, async () => {
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

/** 0: nothing was found; 1: something was, or there is nothing to look at. */
function isOrdinary(status: number | null): boolean {
  return status === 0 || status === 1;
}
