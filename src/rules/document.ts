// The page about the rules, written from their records.
import { exampleText, type Example } from './examples.ts';
import { rules } from './index.ts';
import { riskOf } from './risk.ts';
import type { Rule } from './rule.ts';

const fixes = { safe: 'automatic', ask: 'automatic, after you agree', manual: 'by hand' } as const;

/** docs/rules.md, with an example for each rule that has one. */
export function rulesDocument(examples: ReadonlyMap<string, Example>): string {
  const groups = [...new Set(rules.map(({ group }) => group))];
  return `${head}\n${groups
    .map((group) =>
      section(
        group,
        rules.filter((rule) => rule.group === group),
        examples,
      ),
    )
    .join('\n')}`;
}

const head = `# Rules

\`audit\` checks these rules, and \`harden\` fixes what breaks them. This page is generated from the records in \`src/rules/\`; a test compares both.

Each name is a statement that is true of a good repository. Flags, suppressions and SARIF use the name, so it never changes.
Severity and fix are for the usual case; a finding may differ and then gives the reason.

Each rule is in one profile: \`regular\` has the rules that a maintainer acts on, \`pedantic\` adds style and second lines of
defence, \`auditor\` adds matters of opinion or doubt.

[audit.md](audit.md) says how to accept a finding by a comment or in the configuration. \`explain RULE\` prints a rule in the terminal.

The bad and good examples are generated: the generated repository with a change that breaks the rule, and the same after the fix.
`;

function section(group: string, list: readonly Rule[], examples: ReadonlyMap<string, Example>): string {
  return `## ${group}\n\n${list.map((rule) => entry(rule, examples.get(rule.id))).join('\n')}`;
}

function entry(rule: Rule, example: Example | undefined): string {
  const { id, title, why, severity, confidence, profile, fix, advice, reference } = rule;
  return `### ${id}

${title}. ${why}

- Profile: ${profile}; severity: ${severity}; confidence: ${confidence}; fix: ${fixes[fix]}
- Do: ${advice}
- What the fix may break: ${riskOf(rule)}
- Reference: <${reference}>
${example === undefined ? '' : exampleText(example)}`;
}
