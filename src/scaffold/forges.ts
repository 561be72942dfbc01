// Where a repository lies, by the answer about its CI: source, image and the way to report in private.
import type { Answers } from '../answers/index.ts';

export interface Forge {
  readonly host: string;
  /** The registry that comes with it. */
  readonly registry: string;
  /** What stands behind the address of the repository to report a vulnerability in private, and what opens there. */
  readonly report: { readonly path: string; readonly opens: string };
}

/** Without CI it is taken to be on GitHub. */
export function forgeOf({ ci }: Pick<Answers, 'ci'>): Forge {
  return ci === 'gitlab' ? gitlab : github;
}

const github: Forge = {
  host: 'github.com',
  registry: 'ghcr.io',
  report: { path: '/security/advisories/new', opens: 'a draft advisory' },
};

/** @see https://docs.gitlab.com/user/project/issues/confidential_issues/ and https://docs.gitlab.com/user/packages/container_registry/ */
const gitlab: Forge = {
  host: 'gitlab.com',
  registry: 'registry.gitlab.com',
  report: { path: '/-/issues/new?issue%5Bconfidential%5D=true', opens: 'a confidential issue' },
};
