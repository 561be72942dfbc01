// The crates of a repository: the lines of templates/versions/Cargo.toml whose condition is true.
import type { Project } from './project.ts';
import { table } from '../table.ts';
import { crateConditions, providerOf } from './providers/index.ts';

/** The words that a line of that manifest may have after `# when`; a provider may have words of its own. */
const conditions = table<(project: Project) => boolean>({
  external: ({ external }) => external,
  leaderElection: ({ leaderElection }) => leaderElection,
  metrics: ({ metrics }) => metrics,
});

/**
 * The sections `[dependencies]` and `[dev-dependencies]` of a generated Cargo.toml.
 *
 * @param manifest the text of templates/versions/Cargo.toml
 * @throws Error if a line has an unknown condition
 */
export function dependenciesOf(manifest: string, project: Project): string {
  const lines = manifest.slice(manifest.indexOf('[dependencies]')).split('\n');
  return lines.flatMap((line) => selected(line, project)).join('\n');
}

function selected(line: string, project: Project): readonly string[] {
  const [dependency = '', condition] = line.split(' # when ');
  if (condition === undefined) return [line];
  const holds = conditions[condition] ?? providerCondition(condition);
  if (holds === undefined) throw new Error(`templates/versions/Cargo.toml: unknown condition "${condition}"`);
  return holds(project) ? [dependency] : [];
}

/** Whether the provider has a word, if any provider has it. */
function providerCondition(word: string): ((project: Project) => boolean) | undefined {
  return crateConditions.includes(word) ? (project) => providerOf(project)?.crates?.includes(word) === true : undefined;
}

/** The names of the crates in such sections, each once, in alphabetical order. */
export function crateNames(dependencies: string): readonly string[] {
  const names = [...dependencies.matchAll(/^([\w-]+) = /gm)].map(([, name = '']) => name);
  return [...new Set(names)].sort();
}
