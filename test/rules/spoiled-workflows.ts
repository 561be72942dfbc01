// Changes that break each rule about CI: the code that it runs, and the people whom it trusts.
import { all, replace, type Files, type Spoiled } from './spoil.ts';

const ci = '.github/workflows/ci.yml';
const digest = '0123456789012345678901234567890123456789';

/** Replaces the step that checks the format. */
function step(text: string): (files: Files) => Files {
  return replace(ci, '- run: cargo fmt --check', text);
}

/** Adds a setting to the first job. */
function job(text: string): (files: Files) => Files {
  return replace(ci, '    name: test\n', `    name: test\n    ${text}\n`);
}

export const spoiledWorkflows: readonly Spoiled[] = [
  { rule: 'no-archived-actions', spoil: step(`- uses: actions-rs/toolchain@${digest} # v1.0.7`), manual: true },
  {
    rule: 'no-inherited-secrets',
    spoil: replace(
      ci,
      'jobs:\n',
      `jobs:\n  call:\n    permissions: {}\n    uses: a/b/.github/workflows/c.yml@${digest} # v1.0.0\n    secrets: inherit\n`,
    ),
    manual: true,
  },
  {
    rule: 'no-privileged-job',
    spoil: job(`container: {image: "a@sha256:${digest}${digest.slice(0, 24)}", options: --privileged}`),
    manual: true,
  },
  {
    rule: 'no-self-hosted-pull-requests',
    spoil: replace(ci, 'runs-on: ubuntu-24.04', 'runs-on: [self-hosted, linux]'),
    manual: true,
  },
  { rule: 'no-spoofable-actor', spoil: job("if: github.actor == 'dependabot[bot]'"), manual: true },
  { rule: 'no-untrusted-environment', spoil: step('- run: cat versions >> "$GITHUB_ENV"'), manual: true },
  { rule: 'pin-job-images-by-digest', spoil: job('container: docker.io/library/rust:1.90'), manual: true },
  { rule: 'secrets-by-name-in-workflows', spoil: job('env: {ALL: "${{ toJSON(secrets) }}"}'), manual: true },
  { rule: 'tools-by-version', spoil: step('- run: npm install -g some-tool'), manual: true },
  {
    rule: 'commands-by-members',
    spoil: all(
      replace(ci, 'pull_request:', 'issue_comment:'),
      job("if: startsWith(github.event.comment.body, '/deploy')"),
      step("- run: ./deploy\n        env: {KEY: '${{ secrets.DEPLOY_KEY }}'}"),
    ),
    manual: true,
  },
  {
    rule: 'no-trusted-pull-request',
    spoil: all(
      replace(ci, 'pull_request:', 'issue_comment:'),
      step('- run: gh pr checkout "$NUMBER"\n        env: {NUMBER: "${{ github.event.issue.number }}"}'),
    ),
    manual: true,
  },
];
