// CI tests with the versions in Cargo.lock.
import type { Edit } from '../../formats/edit.ts';
import { withoutHereDocuments } from '../../formats/here-documents.ts';
import { endOf, startOf } from '../../formats/yaml/node.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { givenWords, valuesOf } from '../look/given-words.ts';
import { installsKeptTools } from '../look/installed-tools.ts';
import { lockFits } from '../look/lock-file.ts';
import { everyCommand } from '../look/pipelines.ts';
import { readStep, sightInScript, type Step } from '../look/workflows.ts';

/**
 * A command at the place where a shell would start one, with the text before it, its words, and the rest up to its end.
 * Words that only quote a command do not count.
 */
const command =
  /((?:^|\n|&&|\|\||;|\||\$\()[ \t]*(?:\w+=[^\s;&|(]*[ \t]+|(?:sudo|time|exec|env|if|then|do|!)[ \t]+)*)(cargo\s+(?:\+\S+\s+)?(?:test|build|clippy|check|nextest run|auditable build|install))\b((?:[^\n&|;\\]|\\\r?\n|\\.)*)/g;

export const lockedInCi = defineRule({
  id: 'locked-in-ci',
  title: 'CI tests the versions of Cargo.lock',
  why: 'Without --locked, CI may use a version that was published a minute ago, and test another program than the one you ship.',
  group: 'Workflows',
  severity: 'low',
  reference: pages.kube,
  profile: 'pedantic',
  advice: 'Add --locked to cargo test, build and clippy.',
  decision: 'The job fails while a Cargo.lock, here or in another directory, is missing or out of date.',
  fix: 'ask',
  look: (inventory) => everyCommand(inventory).flatMap((step) => judge(step, inventory)),
});

function judge(step: Step, inventory: Inventory): readonly Sight[] {
  const commands = [...withoutHereDocuments(step.run).matchAll(command)].map(
    ([, , words = '', rest = '']) => words + rest,
  );
  if (commands.length === 0) return [];
  const isOpen = (one: string): boolean => lacksLocked(one) && !isGivenLocked(one, step);
  const open = commands.find(isOpen);
  if (open === undefined) return [sightAt(readStep(step, 'run'), 'kept', '')];
  const words = open.trim().split('\n')[0]?.slice(0, 60) ?? '';
  const said = about(step.job.name, `\`${words}\` without --locked`, words);
  return [
    sightInScript(step, open, said, {
      ...(commands.filter(isOpen).some((one) => mayBeGivenLocked(one, step))
        ? { fix: 'manual' }
        : {
            fix: commands.filter(isOpen).every((one) => buildsWith(one, step, inventory)) ? 'safe' : 'ask',
            change: () => addLocked(step, isOpen),
          }),
    }),
  ];
}

/** A tool has a lock file of its own; everything else has that of the repository. */
function buildsWith(one: string, step: Step, inventory: Inventory): boolean {
  const isTool = /^cargo\s+(\+\S+\s+)?install\b/.test(one) && !/--path\b/.test(one);
  return isTool ? installsKeptTools(one) : usesTheLock(step, inventory);
}

function lacksLocked(one: string): boolean {
  return !/--(locked|frozen)\b/.test(one) && !asksCargo.test(one);
}

/** A command that only prints facts about cargo builds nothing. */
const asksCargo = /\s(?:--version|-V|--help|-h|--list)(?:\s|$)/;

/** Whether every possible value of the workflow's expression has the flag. */
function isGivenLocked(one: string, step: Step): boolean {
  return givenWords(one).some((word) => valuesOf(word, step)?.every((value) => !lacksLocked(value)) === true);
}

/** Cargo refuses the same flag twice. */
function mayBeGivenLocked(one: string, step: Step): boolean {
  return givenWords(one).some((word) => valuesOf(word, step)?.every(lacksLocked) !== true);
}

/** Safe if no earlier step changed the manifests, and the command runs at the root with an up-to-date lock file. */
function usesTheLock({ job, index, value, run }: Step, inventory: Inventory): boolean {
  const before = job.steps
    .slice(0, index)
    .map((step) => step.run)
    .join('\n');
  const elsewhere =
    /\bcd\s|--manifest-path|\bpushd\s/.test(run) ||
    fieldOf(value, 'working-directory') !== undefined ||
    /"working-directory"/.test(JSON.stringify([fieldOf(job.value, 'defaults'), job.workflow.defaults]));
  const changed =
    /cargo\s+(update|add|remove|rm|upgrade|set-version|release|init|new|generate-lockfile|minimal-versions|hack)|\bsed\b|\btoml\b|Cargo\.(toml|lock)/.test(
      `${before}\n${run}`,
    );
  return !elsewhere && !changed && lockFits(inventory);
}

/** `--locked` after each command that starts a line or follows `&&`, `;` or `|`; words that only quote one stay. */
function addLocked(step: Step, isOpen: (one: string) => boolean): Change {
  const reading = readStep(step, 'run');
  const { document, node } = reading;
  const { path } = step.job.workflow;
  if (node === undefined) return { path, refused: 'the script is not in this file' };
  const [start, end] = [startOf(document, node), endOf(document, node)];
  const source = withoutHereDocuments(document.file.text.slice(start, end));
  const edits = [...source.matchAll(command)].flatMap((match): readonly Edit[] => {
    const [, lead = '', words = '', rest = ''] = match;
    const at = start + match.index + lead.length + words.length;
    return isOpen(rest) ? [{ start: at, end: at, text: ' --locked' }] : [];
  });
  return edits.length === 0 ? { path, refused: 'a shell builds the command' } : { path, edits };
}
