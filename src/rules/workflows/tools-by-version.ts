import { withoutHereDocuments } from '../../formats/here-documents.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { everyCommand } from '../look/pipelines.ts';
import { readStep, sightInScript, type Job, type Step } from '../look/workflows.ts';
import { movingHooks, namedPackages } from '../look/tools-elsewhere.ts';

export const toolsByVersion = defineRule({
  id: 'tools-by-version',
  title: 'CI installs tools by version',
  why: 'A version that was published a minute ago runs in the job with its token. This is how most malicious packages got onto runners.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice:
    'Name the version: npm install -g tool@1.2.3, pip install tool==1.2.3, cargo install --locked tool@1.2.3, go install …@v1.2.3, npx tool@1.2.3, and the rev of a pre-commit hook.',
  fix: 'manual',
  look: (inventory) => {
    const named = namedPackages(inventory.repository);
    return [...everyCommand(inventory).flatMap((step) => judge(step, named)), ...movingHooks(inventory.repository)];
  },
});

interface Installer {
  readonly command: RegExp;
  readonly open: (word: string) => boolean;
  /** Whether only the first word is a package, whose version may be in a package.json. */
  readonly isFirst?: boolean;
}

/** The words that call an installer, up to the end of the command, and how a word after it lacks a version. */
const installers: readonly Installer[] = [
  {
    command: /\b(?:npm|pnpm|yarn|bun)\s+(?:global\s+)?(?:install|i|add)\s+([^\n;&|]*)/g,
    open: (word) => /^(@[\w.-]+\/)?[\w.-]+(@(latest|next))?$/.test(word),
  },
  {
    command: /\b(?:npx|pnpm dlx|bunx|uvx|pipx run)\s+([^\n;&|]*)/g,
    open: (word) => /^(@[\w.-]+\/)?[\w-]+@(latest|next)$/.test(word),
  },
  {
    // Packages in package.json are installed with its lock file. One word is the tool; the others are its arguments.
    command: /\b(?:npx|pnpm dlx|bunx|uvx|uv tool run|pipx run)\s+([^\n;&|]*)/g,
    open: (word) => /^(@[\w.-]+\/)?[A-Za-z][\w-]*$/.test(word),
    isFirst: true,
  },
  {
    command: /\b(?:pip[\d.]*|pipx|uv pip|uv tool)\s+install\s+([^\n;&|]*)/g,
    open: (word) =>
      /^[A-Za-z][\w.-]*(\[[\w,-]*\])?([<>~!]=?[^=]*)?$/.test(word) && !/^(pip|setuptools|wheel)$/.test(word),
  },
  { command: /\bgem\s+install\s+([^\n;&|]*)/g, open: (word) => /^[\w-]+$/.test(word) },
  {
    command: /\bgo\s+(?:install|run|get)\s+([^\n;&|]*)/g,
    open: (word) => /^[\w-]+\.[\w./-]+@(latest|main|master|HEAD)$/.test(word),
  },
  {
    command: /\bcargo\s+(?:\+\S+\s+)?(?:install|binstall|quickinstall)\s+([^\n;&|]*)/g,
    open: (word) => /^[\w-]+$/.test(word),
  },
];

function judge(step: Step, named: (tool: string) => boolean): readonly Sight[] {
  const script = withoutHereDocuments(step.run).replaceAll(/\\\r?\n\s*/g, ' ');
  const found = installers.flatMap(({ command, open, isFirst = false }) =>
    [...script.matchAll(command)].flatMap(([words, rest = '']) => {
      const says = isFirst ? packageElsewhere : versionElsewhere;
      const all = says.test(rest) ? [] : plainWords(rest);
      const tool = (isFirst ? all.slice(0, 1).filter((word) => !named(word)) : all).find(open);
      return tool === undefined ? [] : [{ words, tool }];
    }),
  );
  if (step.run === '') return [];
  if (found.length === 0) return [sightAt(readStep(step, 'run'), 'kept', '')];
  return found.map(({ words, tool }) =>
    sightInScript(step, words.trim(), about(step.job.name, `installs the newest version of ${tool}`, tool), {
      severity: mayHarm(step.job) ? 'medium' : 'low',
    }),
  );
}

/** A job with a secret, or with a right to write: a malicious package could take them. */
function mayHarm({ workflow, value }: Job): boolean {
  const text = JSON.stringify([value, read(workflow.document, ['env']).value]);
  const rights = fieldOf(value, 'permissions') ?? read(workflow.document, ['permissions']).value;
  // An action or a pipeline of GitLab has whatever its callers and the settings of the project give.
  if (workflow.jobs.length === 0) return true;
  return /\bsecrets\.(?!GITHUB_TOKEN\b)\w|\bsecrets\[/i.test(text) || /write/.test(JSON.stringify(rights ?? ''));
}

/** The version, a lock file or the repository itself fixes what is installed. */
const versionElsewhere =
  /(^|\s)(--version|--vers|--path|--git|--rev|--tag|-r|--requirement|--require-hashes|-c|--constraint|-e|--editable|--file|-v|--group)([\s=]|$)|(^|\s)\.{1,2}([\s/[]|$)/;

/** The package of a tool is named separately, or nothing is downloaded. */
const packageElsewhere = /(^|\s)(--no-install|--offline|-p|--package|--from|--spec|--with)([\s=]|$)/;

/** Words before a comment that are neither flags nor values of flags. */
function plainWords(rest: string): readonly string[] {
  const words = rest
    .replace(/(^|\s)#[\s\S]*/, '')
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/["']/g, ''));
  return words.filter((word, index) => !/^[-$<>]|^\d?>/.test(word) && !takesValue.test(words[index - 1] ?? ''));
}

const takesValue =
  /^(--(index-url|extra-index-url|target|prefix|root|features|bin|registry|profile|python|source|install-dir|bindir|target-dir|jobs|cache-dir|config|color|log-level|with|from)|-i|-t|-j|-F|-n|>|2>)$/;
