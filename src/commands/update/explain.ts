// `update --explain`: the changes of the releases since the recorded version, and which of them matter for this
// repository.
import { answersPath, hardenedIn, recordedKeysIn, versionIn } from '../../answers/document.ts';
import { entries } from '../../answers/index.ts';
import { audit } from '../../audit/audit.ts';
import { configOf } from '../../audit/config.ts';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { groupBy } from '../../group-by.ts';
import { isLater, releasesAfter } from '../../releases/between.ts';
import catalogue from '../../releases/catalogue.json' with { type: 'json' };
import type { Release } from '../../releases/releases.ts';
import { readRepository } from '../../repo/read.ts';
import type { Repository } from '../../repo/repository.ts';
import { rules, ruleIds } from '../../rules/index.ts';
import { generator, generatorAt, versionOf } from '../../scaffold/record.ts';
import { writtenFrom, writtenPath } from '../../scaffold/written.ts';
import { inferPermissions } from '../audit/infer-permissions.ts';
import type { Place } from '../create/place.ts';
import { explainText } from './explain-text.ts';
import { notKnown } from './plan.ts';

export interface Explanation {
  readonly from: string;
  readonly to: string;
  /** The releases between the two, the oldest first. */
  readonly releases: readonly Explained[];
}

export interface Explained extends Pick<Release, 'version' | 'notes'> {
  readonly moved: readonly { readonly from: string; readonly to: string; readonly isHere: boolean }[];
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly isRecorded: boolean }[];
  readonly answers: readonly {
    readonly key: string;
    readonly flag: string;
    readonly title: string;
    readonly isRecorded: boolean;
  }[];
  /** The new rules, each with the number of places that it reports here in this version. */
  readonly rules: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly title: string;
    readonly findings: number;
  }[];
}

/**
 * Shows what an update would bring; it only reads the repository.
 *
 * @throws UserError with status 2 if neither the generator nor harden wrote here, or a newer version did
 */
export async function explainUpdate({ flags, out }: Invocation, place: Place): Promise<ExitStatus> {
  const repository = readRepository(place.path);
  const yoRc = repository.files.get(answersPath) ?? '';
  if (hardenedIn(yoRc) === undefined) throw notKnown(place);
  const from = writtenFrom(repository.files.get(writtenPath) ?? '')?.generator ?? generatorAt(versionIn(yoRc));
  if (isLater(versionOf(from), versionOf(generator)))
    throw new UserError(
      `${from} wrote ${place.shown}, and this is the older ${generator}: use that version, or a later one.`,
      {
        status: 2,
      },
    );
  const explanation = await explain(repository, yoRc, from);
  if (flags.has('json')) out.json(explanation);
  else out.lines(explainText(explanation));
  return 0;
}

async function explain(repository: Repository, yoRc: string, from: string): Promise<Explanation> {
  const recorded = recordedKeysIn(yoRc);
  const between = releasesAfter(versionOf(from));
  const added = new Set(between.flatMap(({ version }) => addedBy(version).rules));
  const found = added.size === 0 ? new Map() : await findingsOf(repository, [...added]);
  return {
    from,
    to: generator,
    releases: between.map(({ version, notes, movedFiles, renamedAnswers }) => ({
      version,
      notes,
      moved: Object.entries(movedFiles).map(([path, to]) => ({ from: path, to, isHere: repository.files.has(path) })),
      renamed: Object.entries(renamedAnswers).map(([key, to]) => ({
        from: key,
        to,
        isRecorded: recorded.has(key),
      })),
      answers: entries
        .filter(([key]) => addedBy(version).answers.includes(key))
        .map(([key, { flag, title }]) => ({ key, flag, title, isRecorded: recorded.has(key) })),
      rules: rules
        .filter(({ id }) => addedBy(version).rules.includes(id))
        .map(({ id, severity, title }) => ({ rule: id, severity, title, findings: found.get(id)?.length ?? 0 })),
    })),
  };
}

/** The additions of a release. */
function addedBy(version: string): { readonly rules: readonly string[]; readonly answers: readonly string[] } {
  return Object.entries(catalogue).find(([known]) => known === version)?.[1] ?? { rules: [], answers: [] };
}

async function findingsOf(repository: Repository, added: readonly string[]) {
  const chosen = ruleIds.filter((id) => added.includes(id));
  const options = { ...(await inferPermissions(repository)), config: configOf(repository), rules: chosen };
  const broken = audit(repository, options).findings.filter(({ state }) => state === 'broken');
  return groupBy(broken, ({ rule }) => rule);
}
