// The answers about image, updates and CI.
import { choice, onlyWhen, yesNo } from './answer.ts';

export const delivery = {
  baseImage: choice(['distroless', 'chainguard'], {
    flag: 'base-image',
    group: 'Delivery',
    asked: 'on-request',
    title: 'Base image',
    why: 'both have no shell and no package manager',
    default: () => 'distroless',
  }),
  libc: choice(['gnu', 'musl'], {
    flag: 'libc',
    group: 'Delivery',
    asked: 'on-request',
    title: 'C library',
    why: 'musl links statically',
    default: () => 'gnu',
  }),
  packaging: choice(['kustomize', 'helm', 'both'], {
    flag: 'packaging',
    group: 'Delivery',
    asked: 'on-request',
    title: 'Packaging',
    why: 'helm: charts in place of deploy/, both: besides, from the same templates; no value of theirs takes hardening away',
    default: () => 'kustomize',
  }),
  ci: choice(['github', 'gitlab', 'none'], {
    flag: 'ci',
    group: 'Delivery',
    asked: 'on-request',
    title: 'CI',
    why: 'tests, advisories and releases with the least permissions; source and image lie on the same host',
    default: () => 'github',
  }),
  updates: onlyWhen(
    '--ci github or none: on GitLab it is Renovate',
    [{ ci: ['github', 'none'] }],
    choice(['dependabot', 'renovate'], {
      flag: 'updates',
      group: 'Delivery',
      asked: 'on-request',
      title: 'Dependency updates',
      why: 'one bot, never two',
      default: () => 'dependabot',
    }),
  ),
  updatesWorkflow: onlyWhen(
    '--ci github',
    [{ ci: ['github'] }],
    yesNo({
      flag: 'updates-workflow',
      group: 'Delivery',
      asked: 'on-request',
      title: 'Update from newer templates every week?',
      why: 'a workflow runs `update` and opens a pull request; what runs the tool cannot write',
      default: () => false,
    }),
  ),
} as const;
