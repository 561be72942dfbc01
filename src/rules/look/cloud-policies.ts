// Policies of clouds in JSON: which identity may do what with which resources.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { isShipped } from '../../inventory/shipped.ts';
import type { Repository } from '../../repo/repository.ts';
import type { Severity } from '../rule.ts';

export interface OpenRight {
  readonly document: YamlDocument;
  readonly keys: readonly Key[];
  readonly says: string;
  readonly severity: Severity;
}

/** Every statement that has a wildcard for the action, the resource or the principal. */
export function openRights({ files }: Repository): readonly OpenRight[] {
  return [...files].flatMap(([path, text]) => {
    if (!/\.json$/i.test(path) || !isShipped(path)) return [];
    const isAws = /"Statement"\s*:/.test(text) && /"(?:Not)?Action"\s*:/.test(text);
    const isAzure = /"(?:assignableScopes|AssignableScopes)"\s*:/.test(text);
    if (!isAws && !isAzure) return [];
    const [document] = parseYaml(path, text).documents;
    return document === undefined ? [] : [...(isAws ? ofAws(document) : []), ...(isAzure ? ofAzure(document) : [])];
  });
}

function ofAws(document: YamlDocument): readonly OpenRight[] {
  const statement = read(document, ['Statement']);
  const list = Array.isArray(statement.value)
    ? itemsOf(statement).map((one, index) => [one, [index]] as const)
    : [[statement.value, []] as const];
  return list.flatMap(([one, at]): readonly OpenRight[] => {
    if (fieldOf(one, 'Effect') !== 'Allow') return [];
    const [actions, resources] = ['Action', 'Resource'].map((key) => textsOf(fieldOf(one, key)));
    const action = actions?.find((name) => /^(?:\*|[\w-]+:\*|\*:\*)$/.test(name));
    const keys = ['Statement', ...at];
    if (isEverybody(fieldOf(one, 'Principal')) && fieldOf(one, 'Condition') === undefined)
      return [{ document, keys: [...keys, 'Principal'], says: 'lets everybody do it', severity: 'critical' }];
    if (fieldOf(one, 'NotAction') !== undefined && resources?.includes('*') === true)
      return [{ document, keys: [...keys, 'NotAction'], says: 'allows all but what it lists', severity: 'high' }];
    if (action === undefined || resources?.includes('*') !== true) return [];
    const isAll = action.startsWith('*') || /^(?:iam|sts|organizations):/.test(action);
    return [
      {
        document,
        keys: [...keys, 'Action'],
        says: `allows ${action} on every resource`,
        severity: isAll ? 'critical' : 'high',
      },
    ];
  });
}

/** A custom role: https://learn.microsoft.com/azure/role-based-access-control/role-definitions */
function ofAzure(document: YamlDocument): readonly OpenRight[] {
  return ['actions', 'Actions', 'dataActions', 'DataActions'].flatMap((key) =>
    textsOf(read(document, [key]).value).includes('*')
      ? [{ document, keys: [key], says: `allows every one of its ${key}`, severity: 'critical' as const }]
      : [],
  );
}

function isEverybody(principal: unknown): boolean {
  return principal === '*' || textsOf(fieldOf(principal, 'AWS')).includes('*');
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(textOf);
}
