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

/** 0: nothing was found; 1: something was, or there is nothing to look at. */
function isOrdinary(status: number | null): boolean {
  return status === 0 || status === 1;
}
