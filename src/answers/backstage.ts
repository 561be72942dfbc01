// docs/backstage/template.yaml, written from the declaration: one page per group, and every answer passed to the
// generator.
import { emitBlock, plainFrom } from '../formats/yaml/emit.ts';
import { table } from '../table.ts';
import type { Answer, Condition, Group } from './answer.ts';
import { entries } from './index.ts';
import { narrowed, propertyOf, reasonOf, valuesOf } from './schema.ts';

/** A template of Backstage's scaffolder (v1beta3) that runs the generator by the action `run:yeoman`. */
export function backstageTemplate(): string {
  const groups = [...new Set(entries.map(([, { group }]) => group))];
  const template = {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: 'kube-secure-controller',
      title: 'Kubernetes controller in Rust',
      description: 'A hardened, least-privilege controller with exactly the RBAC that its code needs',
      tags: ['kubernetes', 'rust', 'controller'],
    },
    spec: {
      owner: 'platform',
      type: 'service',
      parameters: groups.map(pageOf),
      steps: [
        {
          id: 'generate',
          name: 'Write the repository',
          action: 'run:yeoman',
          input: {
            namespace: 'kube-secure-controller:app',
            args: ['.'],
            options: {
              defaults: true,
              ...Object.fromEntries(entries.map(([key, answer]) => [key, handed(key, answer)])),
            },
          },
        },
      ],
    },
  };
  return `${intro}${emitBlock(plainFrom(template) ?? null, 0)}\n`;
}

const intro = `# A template of Backstage. It is printed from src/answers/ (\`npx vitest run test/answers -u\`): copy it, then put your
# own steps behind the first, such as publish:github and catalog:register. docs/backstage.md says what else it needs.
`;

const titles: Readonly<Record<Group, string>> = {
  Project: 'Project',
  Scope: 'Scope',
  Resource: 'Custom resource',
  Behaviour: 'Behaviour',
  External: 'Services outside the cluster',
  Delivery: 'Delivery',
};

/** Fields that always make sense first, then those that depend on other answers. */
function pageOf(group: Group): object {
  const here = entries.filter(([, answer]) => answer.group === group);
  const always = here.filter(([, { when }]) => when === undefined);
  const conditions = new Map(
    here.flatMap(([, { when }]) => (when === undefined ? [] : [[JSON.stringify(when), when] as const])),
  );
  const dependent = [
    ...[...conditions].map(([id, condition]) => ({
      if: stated(condition),
      then: fields(here.filter(([, { when }]) => JSON.stringify(when) === id)),
    })),
    ...here.flatMap(([key, { narrower = [] }]) =>
      narrower.map((one) => ({ if: stated(one.when), then: narrowed(key, one) })),
    ),
  ];
  return {
    title: titles[group],
    ...(always.length === 0 && {
      description: `Only when ${here[0]?.[1].whenForm}; otherwise leave it empty.`,
    }),
    ...fields(always),
    ...(dependent.length > 0 && { allOf: dependent }),
  };
}

function fields(answers: typeof entries): object {
  const required = answers
    .filter(([key, answer]) => key === 'name' || answer.default === undefined)
    .map(([key]) => key);
  return {
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(answers.map(([key, answer]) => [key, field(key, answer)])),
  };
}

/**
 * A field that is only shown when it makes sense need not name its condition; the demand of a pattern is written in
 * words.
 */
function field(key: string, answer: Answer): object {
  const { whenForm: _, defaultForm, ...shown } = answer;
  const usual = key in inPortal ? inPortal[key] : defaultForm;
  const form = answer.type === 'text' && answer.form !== 'text' ? ` Form: ${answer.form}.` : '';
  const { minItems, ...property } = propertyOf(answer);
  return {
    title: answer.title.replace(/\?$/, ''),
    ...property,
    // A form starts such a list with an empty line, which users who want the default would leave empty.
    ...(minItems !== undefined && !isLeftOut(answer) && { minItems }),
    description: reasonOf(usual === undefined ? shown : { ...shown, defaultForm: usual }) + form,
  };
}

/** Defaults for a portal, which has neither a directory nor a git to derive one. */
const inPortal = table<string | undefined>({ name: undefined, repository: '`example/<name>`' });

/** A list with a default that the form cannot know: an empty one is not passed on. */
function isLeftOut({ type, default: usual, defaultForm }: Answer): boolean {
  return type === 'list' && usual !== undefined && defaultForm !== undefined;
}

/** Without an answer, its default counts. */
function stated(condition: Condition): object {
  const ways = condition.map((way) => {
    const missing = Object.entries(way).filter(([key, values]) => !values.includes(presetOf(key)));
    const required = missing.map(([key]) => key);
    return { properties: valuesOf(way), ...(required.length > 0 && { required }) };
  });
  return ways.length === 1 ? (ways[0] ?? {}) : { anyOf: ways };
}

/** A form keeps a value that another answer made meaningless: such a value is not passed on. */
function handed(key: string, answer: Answer): string {
  const conditions = [
    ...(isLeftOut(answer) ? [`(parameters.${key} | length)`] : []),
    ...(answer.when === undefined ? [] : [expression(answer.when)]),
  ];
  return conditions.length === 0
    ? `\${{ parameters.${key} }}`
    : `\${{ parameters.${key} if ${conditions.join(' and ')} else none }}`;
}

function expression(condition: Condition): string {
  const ways = condition.map((way) =>
    Object.entries(way)
      .map(([key, values]) => {
        const value = `(parameters.${key} or "${presetOf(key)}")`;
        const same = values.map((one) => `${value} == "${one}"`);
        return same.length === 1 ? (same[0] ?? '') : `(${same.join(' or ')})`;
      })
      .join(' and '),
  );
  return ways.length === 1 ? (ways[0] ?? '') : `(${ways.map((way) => `(${way})`).join(' or ')})`;
}

function presetOf(key: string): string {
  const answer = entries.find(([known]) => known === key)?.[1];
  return String(answer?.default?.({ text: () => '', list: () => [], yes: () => false }) ?? '');
}
