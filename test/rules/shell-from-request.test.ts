// A shell that runs a text out of a request, and one that runs a text of other code.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const run = (parameter: string, text: string): string =>
  `async fn run(state: State, ${parameter}) -> String {\n    Command::new("sh").arg("-c").arg(${text}).output()\n}\n`;

test.each([
  ['Json(asked): Json<Asked>', 'asked.cmd', ['critical']],
  ['Query(mut asked): Query<Asked>', '&asked.cmd', ['critical']],
  ['asked: web::Form<Asked>', 'asked.cmd.clone()', ['critical']],
  ['asked: extract::Path<String>', 'asked', ['critical']],
  ['asked: Asked', 'asked.cmd', []],
  ['asked: web::Form<Asked>', 'state.hook', []],
  ['asked: &Path', 'asked', []],
])('with the parameter %s a shell runs %s', (parameter, text, severities) => {
  const files = [['src/a.rs', run(parameter, text)]] as const;
  const { findings } = audit(repositoryOf(files), { rules: ['no-shell-in-code'] });
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});
