// Real examples: the reference with a broken rule, and the same file after harden or from the generator.
import { audit } from '../../src/audit/audit.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf, type Repository } from '../../src/repo/repository.ts';
import type { Example } from '../../src/rules/examples.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { replace, type Spoiled } from './spoil.ts';
import { spoiled } from './spoiled.ts';

export const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);

/** Examples that only the inference finds. */
export const inferred: readonly Spoiled[] = [
  { rule: 'no-missing-permissions', spoil: replace('deploy/rbac.yaml', 'verbs: [list, watch]', 'verbs: [list]') },
  {
    rule: 'no-unused-permissions',
    spoil: replace('deploy/rbac.yaml', 'verbs: [list, watch]', 'verbs: [list, watch, update]'),
  },
];

/** Every rule with its example: the file around a removed or wrong value, before and after. */
export async function examplesOf(
  all: readonly Spoiled[] = [...spoiled, ...inferred],
): Promise<ReadonlyMap<string, Example>> {
  const entries: (readonly [string, Example])[] = [];
  for (const { rule, spoil, manual } of all) {
    const bad = repositoryOf(spoil(reference.files));
    const good = manual === true || inferred.some((one) => one.rule === rule) ? reference : mended(bad, rule);
    const example = between(bad, good, await pathOf(bad, rule));
    if (example !== undefined) entries.push([rule, example]);
  }
  return new Map(entries);
}

/** The path of the finding, which must exist. */
async function pathOf(bad: Repository, rule: string): Promise<string> {
  const known = inferred.some((one) => one.rule === rule) ? await inferPermissions(bad) : {};
  const [finding] = audit(bad, { rules: [rule], ...known }).findings;
  if (finding === undefined) throw new Error(`${rule} reports nothing in its own example`);
  return finding.path;
}

function mended(bad: Repository, rule: string): Repository {
  const { after } = planHardening(bad, reference, { takes: ({ fix }) => fix !== 'manual', rules: [rule] });
  return after.files === bad.files ? reference : after;
}

const context = 2;
const most = 16;

/** The differing lines with their context. */
function between(bad: Repository, good: Repository, found: string): Example | undefined {
  const changed = [...new Set([...bad.files.keys(), ...good.files.keys()])].filter(
    (path) => bad.files.get(path) !== good.files.get(path),
  );
  const path = changed.includes(found) ? found : changed[0];
  if (path === undefined) return undefined;
  const [before, after] = [bad, good].map(({ files }) => files.get(path)?.trimEnd().split('\n'));
  const same = (from: readonly string[], to: readonly string[]): number => {
    const end = from.findIndex((line, index) => line !== to[index]);
    return end === -1 ? from.length : end;
  };
  const start = same(before ?? [], after ?? []);
  const end = Math.min(
    same([...(before ?? [])].reverse(), [...(after ?? [])].reverse()),
    (before?.length ?? 0) - start,
    (after?.length ?? 0) - start,
  );
  const part = (lines: readonly string[] | undefined): string =>
    lines === undefined
      ? '(there is no such file)'
      : cut(lines.slice(Math.max(0, start - context), Math.max(0, lines.length - end) + context));
  return { path, bad: part(before), good: part(after) };
}

function cut(lines: readonly string[]): string {
  return (lines.length > most ? [...lines.slice(0, most), '…'] : lines).join('\n');
}
