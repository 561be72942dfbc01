// CI asks for advisories.
import { defineRule, pages, type Sight } from '../rule.ts';
import { writeFrom } from '../sight.ts';
import { rootManifest } from '../look/cargo.ts';
import { workflows } from '../look/workflows.ts';

const checks = /cargo[ -]deny\b|cargo[ -]audit\b|rustsec\/audit-check|actions-rust-lang\/audit/;

export const advisoriesInCi = defineRule({
  id: 'advisories-in-ci',
  title: 'CI asks whether a dependency has an advisory',
  why: 'A vulnerability is published after your last commit: something must look every day.',
  group: 'Supply chain',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Run cargo deny check or cargo audit in CI, and on a schedule.',
  fix: 'safe',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    if (cargo === undefined) return [];
    // Without any CI in the repository, what a person runs is what there is.
    const byHand = inventory.workflows.length === 0 ? ['justfile', 'Makefile', '.justfile'] : [];
    const others = [...inventory.repository.files].filter(
      ([path]) =>
        byHand.includes(path) ||
        /(^|\/)(\.gitlab-ci\.yml|\.circleci\/config\.yml|azure-pipelines\.yml|Jenkinsfile|\.tekton\/.*\.yaml)$/.test(
          path,
        ),
    );
    const found =
      workflows(inventory).find(({ document }) => checks.test(document.file.text)) ??
      others.map(([path, text]) => ({ path, text })).find(({ text }) => checks.test(text));
    return [
      {
        state: found === undefined ? 'broken' : 'kept',
        path: found?.path ?? cargo.path,
        line: 1,
        message: 'no workflow runs cargo deny or cargo audit',
        change: writeFrom('.github/workflows/audit.yml', '.github/workflows/audit.yaml'),
      },
    ];
  },
});
