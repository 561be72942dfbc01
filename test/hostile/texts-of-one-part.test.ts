// A text on which one part of the program fails leaves the report of the others unchanged.
import { describe, expect, test } from 'vitest';
import { boundedProgram } from './bounded.ts';
import { repositoryWith } from './repository.ts';
import { textsOfOnePart } from './texts-of-one-part.ts';

const bounded = boundedProgram();
/** Files whose findings depend on no other file. */
const apart = ['Dockerfile', 'deploy/deployment.yaml', '.github/workflows/ci.yml'];

interface Report {
  readonly findings: readonly { readonly rule: string; readonly path: string; readonly state: string }[];
}

let usual: Promise<readonly string[]> | undefined;

async function usualOnes(): Promise<readonly string[]> {
  const found = foundIn((await bounded(['audit', '.', '--json'], repositoryWith({}))).stdout);
  for (const path of apart) expect(found.filter((one) => one.startsWith(path)).length).toBeGreaterThan(0);
  return found;
}

describe.each(Object.entries(textsOfOnePart))('in the place of %s', (file, kinds) => {
  test.each(Object.entries(kinds))(
    '%s',
    async (_, text) => {
      const folder = repositoryWith({ [file]: text });
      const { status, stdout, stderr } = await bounded(['audit', '.', '--json'], folder);
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
      usual ??= usualOnes();
      expect(foundIn(stdout)).toEqual(expect.arrayContaining((await usual).filter((one) => !one.startsWith(file))));
      for (const words of [
        ['rbac', '.', '--check', '--json'],
        ['harden', '.', '--dry-run', '--json'],
      ]) {
        const outcome = await bounded(words, folder);
        expect({ words, ...outcome }).toMatchObject({ words, status: expect.toBeOneOf([0, 1]) });
        expect(JSON.parse(outcome.stdout)).not.toHaveProperty('error');
        expect(outcome.stderr).not.toMatch(/please report it|TypeError|RangeError/);
      }
    },
    300_000,
  );
});

/** The places of findings, without their subject. */
function foundIn(json: string): readonly string[] {
  const { findings } = JSON.parse(json) as Report;
  return findings.filter(({ path }) => apart.includes(path)).map(({ rule, path, state }) => `${path} ${rule} ${state}`);
}
