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
    why: 'helm: charts instead of deploy/; both: charts and deploy/ from the same templates; no chart value weakens the hardening',
    default: () => 'kustomize',
  }),
  ci: choice(['github', 'gitlab', 'none'], {
    flag: 'ci',
    group: 'Delivery',
    asked: 'on-request',
    title: 'CI',
    why: 'tests, advisories and releases with the least permissions; source and image are on the same host',
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
      why: 'a workflow runs `update` and opens a pull request; the job that runs the tool cannot write',
      default: () => false,
    }),
  ),
} as const;
