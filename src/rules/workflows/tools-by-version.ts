import { withoutHereDocuments } from '../../formats/here-documents.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { everyCommand } from '../look/pipelines.ts';
import { readStep, sightInScript, type Step } from '../look/workflows.ts';

export const toolsByVersion = defineRule({
  id: 'tools-by-version',
  title: 'CI installs tools by version',
  why: 'A version that was published a minute ago runs in the job with its token. This is how most malicious packages got onto runners.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'auditor',
  advice:
    'Name the version: npm install -g tool@1.2.3, pip install tool==1.2.3, cargo install --locked tool@1.2.3, go install …@v1.2.3.',
  fix: 'manual',
  look: (inventory) => everyCommand(inventory).flatMap(judge),
});

/** What an installer is called with up to the end of the command, and when a word after it has no version. */
const installers: readonly { readonly command: RegExp; readonly open: (word: string) => boolean }[] = [
  {
    command: /\b(?:npm|pnpm|yarn|bun)\s+(?:global\s+)?(?:install|i|add)\s+([^\n;&|]*)/g,
    open: (word) => /^(@[\w.-]+\/)?[\w.-]+(@(latest|next))?$/.test(word),
  },
  {
    command: /\b(?:npx|pnpm dlx|bunx|uvx|pipx run)\s+([^\n;&|]*)/g,
    open: (word) => /^(@[\w.-]+\/)?[\w-]+@(latest|next)$/.test(word),
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

function judge(step: Step): readonly Sight[] {
  const script = withoutHereDocuments(step.run).replaceAll(/\\\r?\n\s*/g, ' ');
  const found = installers.flatMap(({ command, open }) =>
    [...script.matchAll(command)].flatMap(([words, rest = '']) => {
      const tool = versionElsewhere.test(rest) ? undefined : plainWords(rest).find(open);
      return tool === undefined ? [] : [{ words, tool }];
    }),
  );
  if (step.run === '') return [];
  if (found.length === 0) return [sightAt(readStep(step, 'run'), 'kept', '')];
  return found.map(({ words, tool }) =>
    sightInScript(step, words.trim(), about(step.job.name, `installs the newest version of ${tool}`, tool)),
  );
}

/** The version, a lock file or the repository itself says what is installed. */
const versionElsewhere =
  /(^|\s)(--version|--vers|--path|--git|--rev|--tag|-r|--requirement|--require-hashes|-c|--constraint|-e|--editable|--file|-v|--group)([\s=]|$)|(^|\s)\.{1,2}([\s/[]|$)/;

/** Words up to a comment that are neither flags nor the values of flags. */
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
