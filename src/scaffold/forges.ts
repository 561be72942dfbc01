// The host of a repository, by the answer about its CI: for the source, the image and private reports.
import type { Answers } from '../answers/index.ts';

export interface Forge {
  readonly host: string;
  readonly registry: string;
  /** The path after the address of the repository for a private report of a vulnerability, and the page behind it. */
  readonly report: { readonly path: string; readonly opens: string };
}

/** Without CI, GitHub is assumed. */
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
