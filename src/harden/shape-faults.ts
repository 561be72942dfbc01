// Parts of an object that do not fit its kind: unknown fields, missing ones, wrong types.
import { isTemplated } from '../formats/yaml/node.ts';
import { fieldOf } from '../formats/yaml/values.ts';
import { fieldsOf, type Field } from '../kubernetes/fields.ts';
import { table } from '../table.ts';

/**
 * The parts that the API server would refuse to decode; a text that only a template knows fits every type.
 *
 * @param type a kind, or a type of a field
 * @param path the path of the value, for the message
 */
export function shapeFaults(type: string, value: unknown, path = ''): readonly string[] {
  const fields = fieldsOf(type);
  if (value === null || value === undefined || isHole(value)) return [];
  if (fields === undefined) return isOf(type, value) ? [] : [`${path} must be ${words[type] ?? type}`];
  if (!isMap(value)) return [`${path} must be a map`];
  const open = Object.keys(value).some(isTemplated);
  const named = new Map(fields.map((field) => [field.name, field]));
  return [
    ...Object.entries(value).flatMap(([key, inner]) => {
      const field = named.get(key);
      if (field !== undefined) return fieldFaults(field, inner, below(path, key));
      return isTemplated(key) || isOfRoot(key, path) ? [] : [`${below(path, key)} is not a field of ${type}`];
    }),
    ...fields
      .filter(({ name, required }) => required && !open && (fieldOf(value, name) ?? undefined) === undefined)
      .map(({ name }) => `${below(path, name)} is missing`),
  ];
}

const words = table({ text: 'a text', int: 'a whole number', bool: 'true or false' });

function fieldFaults({ form, type }: Field, value: unknown, path: string): readonly string[] {
  if (value === null || isHole(value)) return [];
  if (form === 'one') return shapeFaults(type, value, path);
  if (form === 'list')
    return Array.isArray(value)
      ? value.flatMap((item: unknown, index) => shapeFaults(type, item, `${path}[${index}]`))
      : [`${path} must be a list`];
  return isMap(value)
    ? Object.entries(value).flatMap(([key, inner]) => shapeFaults(type, inner, below(path, key)))
    : [`${path} must be a map`];
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'text') return typeof value === 'string';
  if (type === 'int') return Number.isInteger(value);
  return type === 'bool' ? typeof value === 'boolean' : true;
}

function isHole(value: unknown): boolean {
  return typeof value === 'string' && isTemplated(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields of every object, which no type lists. */
function isOfRoot(key: string, path: string): boolean {
  return path === '' && ['apiVersion', 'kind', 'status'].includes(key);
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
