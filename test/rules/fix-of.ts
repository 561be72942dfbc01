// The fix that audit shows for one container, in surroundings that a test chooses.
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

export interface Parts {
  readonly pod?: string;
  readonly container?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** The fix for the container `a` of a Deployment. */
export function fixOf(rule: string, { pod = '', container = '', files = {} }: Parts): string | undefined {
  const spec = `${pod}  containers:\n    - name: b\n      image: b\n    - name: a\n      image: a\n${container}`;
  const template = spec.replace(/^(?=.)/gm, '    ');
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: a}\nspec:\n  template:\n    spec:\n${template}`;
  const { findings } = audit(repositoryOf([['a.yaml', text], ...Object.entries(files)]), { rules: [rule] });
  return findings.findLast(({ state, path }) => state === 'broken' && path === 'a.yaml')?.fix;
}

/** Shows that the images of the Pod are built here. */
export const built = { Makefile: 'build:\n\tdocker build --tag a .\n\tdocker build --tag b .\n' };
