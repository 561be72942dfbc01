// values.schema.json: the values that Helm accepts, and no others.
import type { Plain } from '../../formats/yaml/emit.ts';
import type { ChartValue } from './values.ts';

/** Every value is required: for a null Helm removes its default. */
export function schemaText(chart: string, values: readonly ChartValue[]): string {
  const { properties, ...rest } = objectSchema(values, 0);
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Values of the chart ${chart}`,
    ...rest,
    properties: {
      ...properties,
      // Helm passes it to every chart that is part of another one.
      global: { description: 'Values that a parent chart shares; not used.', type: 'object' },
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

interface ObjectSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The schema of an object from those of the values in it, whose keys agree up to `depth`. */
function objectSchema(values: readonly ChartValue[], depth: number): ObjectSchema {
  const names = [...new Set(values.map(({ key }) => key.split('.')[depth] ?? ''))];
  const properties = names.map((name): readonly [string, unknown] => {
    const inside = values.filter(({ key }) => key.split('.')[depth] === name);
    const own = inside.find(({ key }) => key.split('.').length === depth + 1);
    return [name, own === undefined ? objectSchema(inside, depth + 1) : leafSchema(own)];
  });
  return { type: 'object', additionalProperties: false, required: names, properties: Object.fromEntries(properties) };
}

function leafSchema({ about, schema }: ChartValue): { readonly [key: string]: Plain } {
  return { description: about, ...schema };
}
