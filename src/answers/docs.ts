// docs/answers.md, written from the declaration.
import type { Answer, Group } from './answer.ts';
import { defaultOf } from './flags.ts';
import { entries } from './index.ts';

/** One table per group: the key, the flag, the meaning, the accepted values, the default. */
export function answersDocs(): string {
  const groups = [...new Set(entries.map(([, { group }]) => group))];
  return `${intro}\n${groups.map(section).join('\n')}`;
}

const intro = `# Answers

Each answer is a flag of the command line and a key of the file that \`--answers\` takes (JSON or YAML). A flag wins over the
file, the file over the \`.yo-rc.json\` of the directory, that over what can be read from a repository that is hardened
([harden.md](harden.md)), and that over the default. In a terminal the answers that are not
given are questions; elsewhere \`--yes\` takes their defaults. Yes-or-no answers have two flags: \`--events\` and \`--no-events\`.
Lists are separated by commas on the command line. [answers.schema.json](answers.schema.json) is the JSON Schema of the file.

This page is generated from src/answers/; \`npx vitest run test/answers -u\` writes it again.
`;

function section(group: Group): string {
  const rows = entries.filter(([, answer]) => answer.group === group).map(([key, answer]) => row(key, answer));
  return `## ${group}\n\n| key | flag | what | accepts | default |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

function row(key: string, answer: Answer): string {
  const flag = answer.type === 'yes-no' ? `--[no-]${answer.flag}` : `--${answer.flag}`;
  const condition = answer.whenForm === undefined ? '' : ` Only when ${answer.whenForm}.`;
  const what = `${answer.title.replace(/\?$/, '')}: ${answer.why}.${condition}`;
  return `| ${[code(key), code(flag), what, accepts(answer), preset(answer)].map(cell).join(' | ')} |`;
}

function accepts({ type, values, members, form }: Answer): string {
  if (type === 'yes-no') return 'true, false';
  return (values ?? members)?.map(code).join(', ') ?? form;
}

function preset(answer: Answer): string {
  if (answer.defaultForm !== undefined) return answer.defaultForm;
  if (answer.type === 'yes-no') return code(defaultOf(answer) === 'yes' ? 'true' : 'false');
  const value = defaultOf(answer);
  return value === undefined
    ? 'none: must be given'
    : answer.type === 'text' && value.includes(' ')
      ? value
      : code(value);
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
