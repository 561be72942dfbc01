// The JSON Schema of an answers file, printed from the declaration.
import type { Answer } from './answer.ts';
import { entries } from './index.ts';
import { defaultOf } from './flags.ts';

/** JSON Schema (2020-12) of the document that --answers takes. What depends on other answers is checked by the program alone. */
export function answersSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Answers for create-kube-secure-controller',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([key, answer]) => [key, property(answer)])),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function property(answer: Answer): object {
  const condition = answer.whenForm === undefined ? '' : ` Only when ${answer.whenForm}.`;
  const dependent = answer.defaultForm === undefined ? '' : ` Default: ${defaultOf(answer)}.`;
  return {
    description: `${answer.title.replace(/\?$/, '')}: ${answer.why}.${condition}${dependent}`,
    ...shape(answer),
    ...preset(answer),
  };
}

function shape({ type, values, members }: Answer): object {
  if (type === 'yes-no') return { type: 'boolean' };
  if (type === 'choice') return { enum: values };
  if (type === 'text') return { type: 'string' };
  return {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: members === undefined ? { type: 'string' } : { enum: members },
  };
}

/** Only a default that depends on nothing can stand in a schema. */
function preset(answer: Answer): object {
  if (answer.default === undefined || answer.defaultForm !== undefined) return {};
  return { default: answer.default({ text: () => '', list: () => [], yes: () => false }) };
}
