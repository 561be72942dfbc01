import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { everyStep, readStep } from '../look/workflows.ts';

/**
 * Repositories that GitHub shows as archived (November 2026), among those that workflows of Rust and Kubernetes
 * projects use.
 */
const archived: ReadonlySet<string> = new Set([
  '8398a7/action-slack',
  'actions/create-release',
  'actions/setup-elixir',
  'actions/setup-haskell',
  'actions/setup-ruby',
  'actions/upload-release-asset',
  'actions-rs/audit-check',
  'actions-rs/cargo',
  'actions-rs/clippy-check',
  'actions-rs/components-nightly',
  'actions-rs/grcov',
  'actions-rs/install',
  'actions-rs/tarpaulin',
  'actions-rs/toolchain',
  'artichoke/setup-rust',
  'aslafy-z/conventional-pr-title-action',
  'azure/container-actions',
  'azure/container-scan',
  'azure/k8s-actions',
  'cedrickring/golang-action',
  'cirrus-actions/rebase',
  'contributor-assistant/github-action',
  'crazy-max/ghaction-docker-buildx',
  'gradle/gradle-build-action',
  'grafana/k6-action',
  'helaili/jekyll-action',
  'ilshidur/action-slack',
  'marvinpinto/action-automatic-releases',
  'marvinpinto/actions',
  'orf/cargo-bloat-action',
  'paambaati/codeclimate-action',
  'repo-sync/pull-request',
  'repo-sync/repo-sync',
  'scottbrenner/generate-changelog-action',
  'semgrep/semgrep-action',
  'sonarsource/sonarcloud-github-action',
  'stefanprodan/kube-tools',
  'svenstaro/upx-action',
  'technote-space/auto-cancel-redundant-workflow',
  'technote-space/get-diff-action',
  'tibdex/github-app-token',
]);

export const noArchivedActions = defineRule({
  id: 'no-archived-actions',
  title: 'Every action is maintained',
  why: 'An archived action gets no fixes, neither for its own faults nor for those of its dependencies.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Use the tool itself in a run step, or a maintained action; the archived README often names one.',
  fix: 'manual',
  look: (inventory) =>
    everyStep(inventory)
      .filter(({ uses }) => uses.includes('@'))
      .map((step) => {
        const name = /^[^/@]+\/[^/@]+/.exec(step.uses)?.[0] ?? '';
        const state = archived.has(name.toLowerCase()) ? 'broken' : 'kept';
        return sightAt(readStep(step, 'uses'), state, about(step.job.name, `${name} is archived by its owners`, name));
      }),
});
