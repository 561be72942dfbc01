// CI checks for advisories.
import type { Reading } from '../../formats/yaml/read.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { isOtherPipeline } from '../../inventory/pipelines.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { sightAt, writeFrom } from '../sight.ts';
import { lockedFolders, rootManifest } from '../look/cargo.ts';
import { ignoredCheck } from '../look/ignored-checks.ts';
import { readJob, readStep, workflows } from '../look/workflows.ts';

/** Other tools that compare Cargo.lock with the advisories of RustSec, by the README of each. */
const checks = [
  /cargo[ -]deny\b/,
  /cargo[ -]audit\b/,
  /rustsec\/audit-check/,
  /actions-rust-lang\/audit/,
  /osv-scanner/,
  /\btrivy (fs|filesystem|repo|repository)\b/,
  /scan-type: ['"]?(fs|repo)\b/,
  /snyk\/actions/,
];
const asks = (text: string): boolean => checks.some((check) => check.test(text));

export const advisoriesInCi = defineRule({
  id: 'advisories-in-ci',
  title: 'CI checks dependencies for advisories',
  why: 'Vulnerabilities are published after your last commit, so CI must check every day.',
  group: 'Supply chain',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Run cargo deny check or cargo audit in CI, and on a schedule.',
  fix: 'safe',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    if (cargo === undefined) return [];
    // In a repository without CI, the commands for people count.
    const byHand = inventory.workflows.length === 0 ? ['justfile', 'Makefile', '.justfile'] : [];
    const ofGitLab = inventory.pipelines.map(({ path }) => path);
    const others = [...inventory.repository.files].filter(
      ([path]) => byHand.includes(path) || ofGitLab.includes(path) || isOtherPipeline(path),
    );
    const ignored = ignoredCheck(inventory, asks);
    if (ignored !== undefined)
      return [
        sightAt(
          readStep(ignored, ignored.run === '' ? 'uses' : 'run'),
          'broken',
          'the run stays green whatever the check finds',
          {
            fix: 'manual',
          },
        ),
      ];
    const found =
      workflows(inventory).find(({ document }) => asks(withoutComments(document.file.text))) ??
      others.map(([path, text]) => ({ path, text })).find(({ text }) => asks(withoutComments(text)));
    const elsewhere = found === undefined ? calledElsewhere(inventory) : undefined;
    if (elsewhere !== undefined)
      return [
        sightAt(
          elsewhere,
          'unknown',
          'no workflow here runs cargo deny or cargo audit; this one from another repository may',
        ),
      ];
    return [
      {
        state: found === undefined ? 'broken' : 'kept',
        path: found?.path ?? cargo.path,
        line: 1,
        message: 'no workflow runs cargo deny or cargo audit',
        change: (reference) => auditWorkflow(reference, inventory),
      },
    ];
  },
});

/** The name of a tool in a comment checks nothing; the version behind a commit stays on its line. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}

/** A job that runs a workflow of another repository: its steps are not here. */
function calledElsewhere(inventory: Inventory): Reading | undefined {
  const job = workflows(inventory)
    .flatMap(({ jobs }) => jobs)
    .find(({ value }) => /^[^./][^@]*@/.test(textOf(fieldOf(value, 'uses'))));
  return job === undefined ? undefined : readJob(job, 'uses');
}

/** The workflow of the reference, for the place of each Cargo.lock: without one its commands would fail every day. */
function auditWorkflow(reference: Inventory, inventory: Inventory): Change | undefined {
  const made = writeFrom('.github/workflows/audit.yml', '.github/workflows/audit.yaml')(reference);
  if (made === undefined || !('write' in made)) return made;
  const { path } = made;
  const folders = lockedFolders(inventory)
    .filter((folder) => folder === '' || isShipped(`${folder}/Cargo.lock`))
    .sort();
  if (folders.length === 0) return { path, refused: 'no Cargo.lock is committed, so there is nothing to check yet' };
  if (folders.some((folder) => !/^[\w./-]*$/.test(folder)))
    return { path, refused: 'the name of a folder with a Cargo.lock needs quoting in a shell' };
  return {
    path,
    write: made.write.replace(/^ *- run: cargo .*$/gm, (line) => folders.map((one) => inFolder(line, one)).join('\n')),
  };
}

function inFolder(line: string, folder: string): string {
  return folder === ''
    ? line
    : line
        .replace('cargo deny --locked', `$& --manifest-path ${folder}/Cargo.toml`)
        .replace(/cargo audit$/, `$& --file ${folder}/Cargo.lock`);
}
