import type { YamlFile } from '../../formats/yaml/file.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { expressionsIn } from '../../formats/workflow-expressions.ts';

export const secretsByNameInWorkflows = defineRule({
  id: 'secrets-by-name-in-workflows',
  title: 'A workflow takes each secret by its name',
  why: 'toJSON(secrets), or a name that is built at run time, gives a step every secret of the repository. The log masks only whole values.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Write ${{ secrets.NAME }} for each secret that the step needs.',
  fix: 'manual',
  look: ({ workflows, actions }) => [...workflows, ...actions].flatMap(judge),
});

/**
 * `secrets` as a whole, `secrets.*`, or a name that is not a literal; `secrets.NAME` and `secrets['NAME']` are names.
 */
const whole = /\bsecrets\b(?!\s*(?:\.\s*[A-Za-z_]|\[\s*'[^']*'\s*\]))/i;

function judge({ path, text, lineAt }: YamlFile): readonly Sight[] {
  const found = expressionsIn(text).flatMap(({ code: expression, start }): readonly Sight[] => {
    const line = lineAt(start);
    return isComment(text, start) || !whole.test(expression.replaceAll(/'[^']*'(?!\s*\])/g, ''))
      ? []
      : [{ state: 'broken', path, line, what: expression, message: `\${{ ${expression} }} yields every secret` }];
  });
  return found.length > 0 ? found : [{ state: 'kept', path, line: 1, message: '' }];
}

function isComment(text: string, at: number): boolean {
  return /^\s*#/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at + 1));
}
