// `--add-ignores`: an entry for each rule and file, which has no effect until a person fills in its reason.
import { configOf, configPath } from '../../audit/config.ts';
import type { Finding } from '../../audit/finding.ts';
import { UserError } from '../../errors.ts';
import { applyEdits, isRefusal } from '../../formats/edit.ts';
import { appendAt } from '../../formats/yaml/edit.ts';
import { parseYaml } from '../../formats/yaml/file.ts';
import { withFiles, type Repository } from '../../repo/repository.ts';
import { inspectTarget } from '../../repo/target.ts';
import { writeFiles } from '../../repo/write.ts';
import type { Invocation } from '../../cli/command.ts';

const reason = 'TODO: why is this accepted?';

/**
 * Adds them to the configuration of the repository, below the present ones. An entry without a reason has no effect,
 * and a finding with an entry gets no second one.
 *
 * @throws UserError with status 1 if nothing can be added to the configuration
 */
export function addIgnores(
  findings: readonly Finding[],
  repository: Repository,
  { root, err }: { readonly root: string } & Pick<Invocation, 'err'>,
): void {
  const there = new Set((configOf(repository)?.ignore ?? []).map(({ rule, path = '' }) => `${rule} ${path}`));
  const wanted = new Map(findings.map(({ rule, path }) => [`${rule} ${path}`, { rule, path }]));
  const added = [...wanted].filter(([key]) => !there.has(key)).map(([, entry]) => entry);
  const before = repository.files.get(configPath);
  const text = added.reduce((now, entry) => withEntry(now, entry), before ?? '');
  // Write nothing that could not be read again.
  configOf(withFiles(repository, [[configPath, text]]));
  if (added.length > 0)
    writeFiles(
      inspectTarget(root),
      new Map([[configPath, text]]),
      new Map(before === undefined ? [] : [[configPath, before]]),
    );
  err.lines([
    added.length === 0
      ? `${configPath} has an entry for every finding.`
      : `${added.length} entries written to ${configPath}. Each takes effect once you fill in its reason.`,
  ]);
}

function withEntry(text: string, { rule, path }: { readonly rule: string; readonly path: string }): string {
  const entry = { rule, path, reason };
  const [document] = parseYaml(configPath, text, { dialect: 'core' }).documents;
  if (document === undefined || document.root === null || !/^ignore\s*:/m.test(text))
    return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}ignore:\n${block(entry)}`;
  const edits = appendAt(document, ['ignore'], entry);
  if (isRefusal(edits)) throw new UserError(`${configPath} cannot be added to: ${edits.refused}.`, { status: 1 });
  return applyEdits(text, edits);
}

function block({ rule, path }: { readonly rule: string; readonly path: string }): string {
  return `  - rule: ${rule}\n    path: ${JSON.stringify(path)}\n    reason: ${JSON.stringify(reason)}\n`;
}
