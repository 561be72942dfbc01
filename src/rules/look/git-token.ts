// Whether a job depends on the token that a checkout leaves in .git/config.
import type { Repository } from '../../repo/repository.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { read } from '../../formats/yaml/read.ts';
import type { Job } from './workflows.ts';

/**
 * Whether a job pushes, or fetches from a repository that may be private: in a step, in a script of the repository, or
 * in an action.
 */
export function gitTokenUsers({ files }: Repository): (job: Job) => boolean {
  const pushing = pushingFiles(files);
  return (job) => {
    const scripts = job.steps.map(({ run }) => run).join('\n');
    const actions = job.steps.map(({ uses }) => uses).filter((uses) => uses !== '');
    return (
      asksGit(scripts) ||
      pushing.some((path) => isRun(path, scripts, actions)) ||
      actions.some((uses) => pushers.test(uses) || askers.test(uses) || (mayWrite(job) && !harmless.test(uses)))
    );
  };
}

/** The files that may run and use git, directly or through a file that they run: a Makefile whose script pushes. */
function pushingFiles(files: Repository['files']): readonly string[] {
  const runnable = [...files].filter(([path]) => mayBeRun.test(path) || isOfAction(path, files));
  let found = runnable.filter(([, text]) => asksGit(text)).map(([path]) => path);
  for (;;) {
    const known = new Set(found);
    const more = runnable
      .filter(([path, text]) => !known.has(path) && found.some((one) => isRun(one, text, [])))
      .map(([path]) => path);
    if (more.length === 0) return found;
    found = [...found, ...more];
  }
}

function asksGit(text: string): boolean {
  return text.split('\n').some((line) => {
    const git = line.search(/\bgit\b/);
    return programs.test(line) || (git !== -1 && /\b(push|fetch|pull|submodule|ls-remote)\b/.test(line.slice(git)));
  });
}

const programs =
  /\bgh (pr checkout|repo sync)\b|release-please|semantic-release|release-plz|cargo[ -](smart-)?release\b|cargo[ -]workspaces\b|\bcr (upload|index)|\bgh-deploy\b|\bmike deploy\b|\bgh-pages\b/;
const pushers =
  /(chart-releaser|git-auto-commit|add-and-commit|github-push|github-tag|create-pull-request|dependencies-autoupdate|actions-gh-pages|github-pages|release-plz|changesets|semantic-release|chart-testing|changed-files|paths-filter|mike|mkdocs)/i;

/** Agents that choose their own commands, and checks that fetch their base of comparison: in a private repository both need the token. */
const askers =
  /(claude-code|codex|gemini-cli|opencode|copilot|gitversion|semantic-version|reviewdog|giraffate\/|vale-action|signed-commits|super-linter|megalinter)/i;

/** Actions of GitHub itself, and actions that are known to push nothing with git: they matter only if the token may write. */
const harmless =
  /^(actions|github|docker|azure|google-github-actions|aws-actions|sigstore|step-security|anchore|aquasecurity)\/|^(dtolnay\/rust-toolchain|Swatinem\/rust-cache|taiki-e\/|softprops\/action-gh-release|actions-rust-lang\/|EmbarkStudios\/cargo-deny-action|rustsec\/audit-check|codecov\/|extractions\/setup-just|helm\/kind-action|ossf\/|slsa-framework\/|actions-rs\/|baptiste0928\/cargo-install|cargo-bins\/cargo-binstall|arduino\/setup-protoc|golangci\/golangci-lint-action|hadolint\/hadolint-action|crate-ci\/typos|nolar\/setup-k3d-k3s|AbsaOSS\/k3d-action|jdx\/mise-action|cachix\/(install-nix|cachix)-action|pnpm\/action-setup|goto-bus-stop\/setup-zig|moonrepo\/setup-rust|mozilla-actions\/sccache-action|rui314\/setup-mold|ilammy\/setup-nasm|engineerd\/setup-kind|medyagh\/setup-minikube|shogo82148\/actions-setup-\w+)|^\.\//;

/** Without `permissions`, the settings of the repository decide: in old ones, the token may write by default. */
function mayWrite({ workflow, value }: Job): boolean {
  const rights = fieldOf(value, 'permissions') ?? read(workflow.document, ['permissions']).value;
  return rights === undefined || rights === 'write-all' || fieldOf(rights, 'contents') === 'write';
}

const mayBeRun = /(?:^|\/)(?:(?:GNUm|m)akefile|\.?justfile)$|(?:^|\/)xtask\/|\.(?:mk|just|sh|bash|py|rb|[cm]?js|ts)$/i;

/** The file is below a folder that holds an action. */
function isOfAction(path: string, files: Repository['files']): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    if (files.has(`${path.slice(0, at)}/action.yml`) || files.has(`${path.slice(0, at)}/action.yaml`)) return true;
  return false;
}

/** A file of an action of the repository, or one that a script names or runs with its tool. */
function isRun(path: string, scripts: string, actions: readonly string[]): boolean {
  if (actions.some((uses) => uses.startsWith('./') && path.startsWith(`${uses.slice(2).replace(/\/$/, '')}/`)))
    return true;
  if (/(^|\/)(GNUm|[Mm])akefile$|\.mk$/.test(path)) return /\bmake\b/.test(scripts);
  if (/(^|\/)\.?justfile$|\.just$/i.test(path)) return /\bjust\b/.test(scripts);
  if (/(^|\/)xtask\//.test(path)) return /\bxtask\b/.test(scripts);
  const name = path.split('/').at(-1) ?? path;
  return /\.(sh|bash|py|rb|[cm]?js|ts)$/.test(name) && scripts.includes(name);
}
