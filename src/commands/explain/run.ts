// `explain RULE`: the reason, a bad and a good example, the effects of the fix, and how to accept a finding.
import { pageOf } from '../../audit/sarif-report.ts';
import { UserError } from '../../errors.ts';
import { suggestion } from '../../formats/nearest.ts';
import { wrap } from '../../formats/wrap.ts';
import { addressOf, packagedText, packageFacts } from '../../package-root.ts';
import { exampleIn, type Example } from '../../rules/examples.ts';
import { ruleIds, rules } from '../../rules/index.ts';
import { riskOf } from '../../rules/risk.ts';
import type { Rule } from '../../rules/rule.ts';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import type { Output } from '../../cli/output.ts';

/** Prints the facts about one rule. @throws UserError with status 2 if no known rule is named, with the closest one */
export async function explain({ flags, out, positionals, problems }: Invocation): Promise<ExitStatus> {
  const [name = ''] = positionals;
  const rule = rules.find(({ id }) => id === name);
  const unknown =
    name === ''
      ? [`Name a rule: explain no-wildcards. ${addressOf('docs/rules.md')} lists them.`]
      : [`"${name}" is not a rule${suggestion(name, ruleIds)}.`];
  const all = [...problems, ...(rule === undefined ? unknown : [])];
  if (rule === undefined || all.length > 0) throw new UserError(all, { status: 2 });
  const example = exampleIn(packagedText('docs/rules.md'), rule.id);
  const page = pageOf(rule.id, packageFacts().homepage);
  if (flags.has('json')) out.json(documentOf(rule, example, page));
  else out.lines(textOf(rule, example, page, out));
  return 0;
}

function documentOf(rule: Rule, example: Example | undefined, page: string): object {
  const { id, title, why, group, profile, severity, confidence, fix, advice, reference } = rule;
  return {
    rule: id,
    ...{ title, why, group, profile, severity, confidence, fix, advice },
    risk: riskOf(rule),
    example: example ?? null,
    accept: { comment: commentFor(id), configuration: entryFor(id).join('\n') },
    reference,
    page,
  };
}

/** As wide as the terminal, at most 96 columns; texts for copying stay whole. */
function textOf(
  rule: Rule,
  example: Example | undefined,
  page: string,
  { paint, columns = 96 }: Pick<Output, 'paint' | 'columns'>,
): readonly string[] {
  const width = Math.max(40, Math.min(columns, 96));
  const { id, title, why, profile, severity, advice, reference } = rule;
  const titled = (label: string, text: string): readonly string[] => [
    ...wrap(`${label}: ${text}`, width, 0).map((line) => line.replace(`${label}:`, `${paint('bold', label)}:`)),
    '',
  ];
  const code = (text: string): readonly string[] => [...text.split('\n').map((line) => `    ${line}`), ''];
  return [
    `${paint('bold', id)}  ${severity}, profile ${profile}`,
    '',
    ...wrap(`${title}. ${why}`, width, 0),
    '',
    ...(example === undefined
      ? []
      : [
          `${paint('red', 'Bad')}, in ${example.path}:`,
          ...code(example.bad),
          `${paint('green', 'Good')}:`,
          ...code(example.good),
        ]),
    ...titled('Do', advice),
    ...titled('What the fix may break', riskOf(rule)),
    ...titled(
      'To accept it',
      'write a comment with your reason on the line or above it, or an entry in .kube-secure-controller.yaml:',
    ),
    ...code([commentFor(id), '', ...entryFor(id)].join('\n')),
    `Practice: ${reference}`,
    `Page: ${page}`,
  ];
}

function commentFor(rule: string): string {
  return `# kube-secure-controller: ignore[${rule}] why it must be so`;
}

function entryFor(rule: string): readonly string[] {
  return ['ignore:', `  - rule: ${rule}`, '    path: where/it/is.yaml', '    reason: why it must be so'];
}
