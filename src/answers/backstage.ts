// docs/backstage/template.yaml, printed from the declaration: a page a group, and every answer handed to the generator.
import { emitBlock, plainFrom } from '../formats/yaml/emit.ts';
import type { Answer, Condition, Group } from './answer.ts';
import { entries } from './index.ts';
import { propertyOf, reasonOf, valuesOf } from './schema.ts';

/** A template of Backstage's scaffolder (v1beta3) that runs the generator by the action `run:yeoman`. */
export function backstageTemplate(): string {
  const groups = [...new Set(entries.map(([, { group }]) => group))];
  const template = {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: 'kube-secure-controller',
      title: 'Kubernetes controller in Rust',
      description: 'A hardened, least-privilege controller, with the RBAC that its code needs and no more',
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

/** Fields that always make sense first, then those that other answers call for. */
function pageOf(group: Group): object {
  const here = entries.filter(([, answer]) => answer.group === group);
  const always = here.filter(([, { when }]) => when === undefined);
  const conditions = new Map(
    here.flatMap(([, { when }]) => (when === undefined ? [] : [[JSON.stringify(when), when] as const])),
  );
  return {
    title: titles[group],
    ...(always.length === 0 && { description: `Nothing is asked here unless ${here[0]?.[1].whenForm}.` }),
    ...fields(always),
    ...(conditions.size > 0 && {
      allOf: [...conditions].map(([id, condition]) => ({
        if: stated(condition),
        then: fields(here.filter(([, { when }]) => JSON.stringify(when) === id)),
      })),
    }),
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

/** In a portal there is no directory that could give the name. */
function field(key: string, answer: Answer): object {
  const reason = reasonOf(key === 'name' ? { ...answer, defaultForm: '' } : answer).replace(' Default: .', '');
  return { title: answer.title.replace(/\?$/, ''), ...propertyOf(answer), description: reason };
}

/** Where an answer is not there, its default counts. */
function stated(condition: Condition): object {
  const ways = condition.map((way) => {
    const missing = Object.entries(way).filter(([key, values]) => !values.includes(presetOf(key)));
    const required = missing.map(([key]) => key);
    return { properties: valuesOf(way), ...(required.length > 0 && { required }) };
  });
  return ways.length === 1 ? (ways[0] ?? {}) : { anyOf: ways };
}

/** A form keeps what was filled in before another answer made it pointless: such a value is not handed over. */
function handed(key: string, { when }: Answer): string {
  return when === undefined
    ? `\${{ parameters.${key} }}`
    : `\${{ parameters.${key} if ${expression(when)} else none }}`;
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
  return ways.length === 1 ? (ways[0] ?? '') : ways.map((way) => `(${way})`).join(' or ');
}

function presetOf(key: string): string {
  const answer = entries.find(([known]) => known === key)?.[1];
  return String(answer?.default?.({ text: () => '', list: () => [], yes: () => false }) ?? '');
}
