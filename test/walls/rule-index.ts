// src/rules/index.ts, generated from the files in its folders.
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The groups of the docs, in order; a folder of src/rules/ that is not listed has no rules. */
const groups = [
  'rbac',
  'identity',
  'workload',
  'network',
  'admission',
  'image',
  'supply-chain',
  'workflows',
  'documents',
];

/** harden uses the order of the list: a permission is narrowed before it is explained. */
const last = ['no-wildcards', 'no-unused-permissions', 'explained-permissions'];

/** `rbac/no-pod-exec.ts`, in the order of the list. */
export function ruleFiles(): readonly string[] {
  return groups.flatMap((group) =>
    readdirSync(path.join('src/rules', group))
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map((file) => `${group}/${file}`),
  );
}

function rank(file: string): number {
  return last.indexOf(path.basename(file, '.ts'));
}

export function indexOfRules(files: readonly string[]): string {
  return `// Every rule, in the order in which the docs list them. \`npx vitest run test/walls -u\` writes this file.
import type { Rule } from './rule.ts';
${files.map((file) => `import { ${nameOf(file)} } from './${file}';\n`).join('')}
export const rules: readonly Rule[] = [
${files.map((file) => `  ${nameOf(file)},\n`).join('')}];

/** The ids that a suppression may name. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);
`;
}

/** `rbac/no-pod-exec.ts` exports `noPodExec`. */
function nameOf(file: string): string {
  return path.basename(file, '.ts').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
