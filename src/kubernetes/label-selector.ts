// Which labels a label selector selects.
import { own } from '../table.ts';

/** A selector, or labels, as in a manifest. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether a `LabelSelector` selects an object with these labels. A selector without requirements selects everything.
 *
 * @returns undefined if the API server refuses the form of a requirement, or if it is not a literal
 * @see
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function selectsLabels(selector: unknown, labels: Fields): boolean | undefined {
  if (!isFields(selector)) return undefined;
  const { matchLabels = {}, matchExpressions = [], ...others } = selector;
  if (!isFields(matchLabels) || !Array.isArray(matchExpressions) || Object.keys(others).length > 0) return undefined;
  const all = [
    ...Object.entries(matchLabels).map(([key, value]) => valueOf(labels, key) === String(value)),
    ...matchExpressions.map((requirement) => meets(requirement, labels)),
  ];
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}

/** An absent label is not in any list: `NotIn` holds for it. */
function meets(requirement: unknown, labels: Fields): boolean | undefined {
  if (!isFields(requirement) || typeof requirement['key'] !== 'string') return undefined;
  const value = valueOf(labels, requirement['key']);
  const values = Array.isArray(requirement['values']) ? requirement['values'].map(String) : [];
  switch (requirement['operator']) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return undefined;
  }
}

function valueOf(labels: Fields, key: string): string | undefined {
  const value = own(labels, key);
  return value === undefined ? undefined : String(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
