// The report at the end of a run: the written files, the open decisions, and the next steps.
import type { Answers } from '../../answers/index.ts';
import { shellWord } from '../../formats/shell-word.ts';
import { wrap } from '../../formats/wrap.ts';
import type { Change } from '../../repo/compare.ts';
import type { Around } from '../../repo/around.ts';
import type { Plan } from './plan.ts';

export interface Created extends Pick<Plan, 'place' | 'answers' | 'changes' | 'left'> {
  readonly digests: boolean;
  readonly dryRun: boolean;
  readonly around: Around;
}

export function createdDocument(created: Created): object {
  const { place, answers, changes, left, dryRun } = created;
  return {
    directory: place.path,
    written: !dryRun,
    answers,
    files: changes,
    ...(left && { left }),
    decide: leftToDecide(created).map(({ text, command }) => (command === undefined ? text : `${text} ${command}`)),
    next: nextCommands(created),
  };
}

/** The same for people; open decisions are broken between words on a terminal. */
export function createdText(
  created: Created,
  bold: (text: string) => string,
  columns: number | undefined,
): readonly string[] {
  const { place, changes, left = [], dryRun } = created;
  const decide = leftToDecide(created);
  return [
    bold(dryRun ? `Would write into ${place.shown}:` : `Wrote ${place.shown}:`),
    ...(dryRun ? listChanges(changes) : countFolders(changes)).map((line) => `  ${line}`),
    ...(left.length === 0 ? [] : ['', bold('Left as it is:'), ...left.map((one) => `  ${one.path} ${one.why}`)]),
    ...(decide.length === 0 ? [] : ['', bold('Left to decide:'), ...decide.flatMap((one) => item(one, columns))]),
    ...(dryRun ? [] : ['', bold('Next:'), ...nextCommands(created).map((line) => `  ${line}`)]),
  ];
}

function item({ text, command }: Decision, columns: number | undefined): readonly string[] {
  const lines = wrap(text, columns === undefined ? Number.POSITIVE_INFINITY : Math.max(40, columns), 4);
  const shown = lines.map((line, at) => (at === 0 ? `  - ${line.slice(4)}` : line));
  return command === undefined ? shown : [...shown, `      ${command}`];
}

export function listChanges(changes: readonly Change[]): readonly string[] {
  return changes.map(({ path, state }) => `${state.padEnd(9)} ${path}`);
}

/** The numbers of new, changed and unchanged files in each folder. */
function countFolders(changes: readonly Change[]): readonly string[] {
  const folders = [...new Set(changes.map(({ path }) => folderOf(path)))];
  const longest = Math.max(...folders.map((folder) => folder.length));
  return folders.map((folder) => {
    const inside = changes.filter(({ path }) => folderOf(path) === folder);
    const counts = (['created', 'changed', 'identical'] as const).flatMap((state) => {
      const count = inside.filter((change) => change.state === state).length;
      return count === 0 ? [] : [`${count} ${state === 'created' ? (count === 1 ? 'file' : 'files') : state}`];
    });
    return `${folder.padEnd(longest)}  ${counts.join(', ')}`;
  });
}

function folderOf(path: string): string {
  const end = path.indexOf('/');
  return end === -1 ? '.' : path.slice(0, end + 1);
}

interface Decision {
  readonly text: string;
  /** The command for the new repository, on its own line, so that a user can copy it. */
  readonly command?: string;
}

/** Decisions for which there can be no default. */
function leftToDecide({ answers, digests, left, place, around: { workspace, git } }: Created): readonly Decision[] {
  if (left !== undefined) return [];
  const isNested = git !== undefined && git !== place.path;
  return [
    ...(digests ? [] : [{ text: digestsOf(answers) }]),
    ...(answers.apiServerCidr === 'unset' ? [{ text: addressesOf(answers) }] : []),
    ...(answers.scope === 'external' ? [{ text: rightsOutside }] : []),
    ...(answers.repository.startsWith('example/') ? [owner] : []),
    ...(workspace === undefined ? [] : [{ text: memberOf(workspace) }]),
    ...(isNested ? [{ text: placeIn(git, answers) }] : []),
  ];
}

const rightsOutside =
  'Its rights outside the cluster: iam/README.md says how to grant them; without them the outside service refuses the controller.';

const owner: Decision = {
  text: 'The owner of the repository: "example" is in the image, CODEOWNERS and the links. After your first commit, this sets it:',
  command: 'npx create-kube-secure-controller update --repository OWNER/NAME',
};

function digestsOf({ updates, ci }: Answers): string {
  const bot = updates === 'dependabot' ? 'Dependabot' : 'Renovate';
  const [more, request] = ci === 'gitlab' ? [', and of each image of .gitlab-ci.yml', 'merge'] : ['', 'pull'];
  const pinned = `${bot} pins it with its first ${request} request; with --resolve-digests a repository has it from the start.`;
  return `The digest of each base image in the Dockerfile${more}: ${pinned}`;
}

function addressesOf({ packaging }: Answers): string {
  const [file, refused] = packaging === 'helm' ? ['values.yaml', 'the chart'] : ['deploy/api-server.yaml', 'the file'];
  return `The addresses of the API server in ${file}: \`just cluster\` writes them; until then the API server refuses ${refused}.`;
}

function memberOf({ exclude, manifest }: NonNullable<Created['around']['workspace']>): string {
  return [
    `The Cargo workspace above: write exclude = [${JSON.stringify(exclude)}] into ${manifest}, below [workspace].`,
    'Cargo refuses a package there that is neither excluded nor a member. A member has no Cargo.lock and no profile of its own.',
  ].join(' ');
}

function placeIn(git: string, { ci }: Answers): string {
  const [reads, them] =
    ci === 'gitlab'
      ? ['GitLab only reads .gitlab-ci.yml at the root, so its jobs do not run from here', 'it']
      : ['GitHub only reads .github/ at the root, so these workflows do not run from here', 'them'];
  return `Its place in the git repository ${git}: ${reads}. Move ${them} there, or give the controller its own repository.`;
}

function nextCommands({ place, answers, left, around }: Created): readonly string[] {
  const { shown } = place;
  const enter = shown === '.' ? [] : [`cd ${shellWord(shown)}`];
  if (left !== undefined) return [...enter, 'git diff', 'npx create-kube-secure-controller harden'];
  const add = around.git === undefined ? 'git init && git add --all' : 'git add --all';
  return [
    ...enter,
    add,
    'cargo test',
    ...(shown === '.' && answers.packaging !== 'helm' ? ['kubectl kustomize deploy'] : []),
  ];
}
