// The page about the rules, printed from their records.
import { exampleText, type Example } from './examples.ts';
import { rules } from './index.ts';
import { riskOf } from './risk.ts';
import type { Rule } from './rule.ts';

const fixes = { safe: 'by machine', ask: 'by machine, once you agree', manual: 'by hand' } as const;

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

What \`audit\` checks and \`harden\` mends. This page is printed from the records in \`src/rules/\`; a test keeps it so.

Each name is a proposition that is true of a good repository. It is public: flags, suppressions and SARIF use it, and it
is never renamed. Severity and fix are those of the usual case; a finding may say otherwise, with its reason.

Each rule is in one profile: \`regular\` is what a maintainer acts on, \`pedantic\` adds style and second lines of defence,
\`auditor\` adds what is a matter of opinion, or of doubt.

How to live with a finding, in comments or a configuration: [audit.md](audit.md). \`explain RULE\` prints a rule in the terminal.

Bad and good are made, not written: the generated repository with what the rule forbids, and the same once it is mended.
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
