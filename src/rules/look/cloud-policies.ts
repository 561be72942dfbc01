// Policies of clouds in JSON, and objects that hold one: which identity may do what with which resources.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { read, type Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { groupOf } from '../../kubernetes/api-group.ts';
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

/** By the field of an object of ACK or Crossplane: a policy in JSON. */
const policyFields = [
  ['spec', 'policyDocument'],
  ['spec', 'assumeRolePolicyDocument'],
  ['spec', 'forProvider', 'policy'],
  ['spec', 'forProvider', 'assumeRolePolicy'],
] as const;

/** Objects by which controllers of clouds give rights: policies of AWS in JSON, and bindings of Google's Config Connector. */
export function openRightsOfObjects({ manifests }: Inventory): readonly OpenObject[] {
  return manifests
    .filter(({ patch }) => !patch)
    .flatMap((manifest): readonly OpenObject[] => {
      const group = groupOf(manifest.apiVersion);
      if (group === 'iam.cnrm.cloud.google.com') return ofGoogle(manifest);
      if (!/^iam\.(?:services\.k8s\.aws|aws\.)/.test(group)) return [];
      return policyFields.flatMap((keys) => {
        const reading = readManifest(manifest, keys);
        const text = textOf(reading.value);
        if (!/^\s*\{/.test(text)) return [];
        const [document] = parseYaml('policy.json', text).documents;
        return (document === undefined ? [] : ofAws(document)).map(({ says, severity }) => ({
          reading,
          manifest,
          says,
          severity,
        }));
      });
    });
}

export interface OpenObject extends Pick<OpenRight, 'says' | 'severity'> {
  readonly manifest: Manifest;
  readonly reading: Reading;
}

/** @see https://cloud.google.com/iam/docs/roles-overview#basic */
function ofGoogle(manifest: Manifest): readonly OpenObject[] {
  const roles = [['spec', 'role'], ...listed(manifest).map((index) => ['spec', 'bindings', index, 'role'])];
  return roles.flatMap((keys) => {
    const reading = readManifest(manifest, keys);
    const role = textOf(reading.value);
    const isBasic = /^roles\/(?:owner|editor)$/.test(role);
    const givesRights =
      /^roles\/(?:iam\.securityAdmin|resourcemanager\.\w+IamAdmin|iam\.serviceAccountTokenCreator)$/.test(role);
    return isBasic || givesRights
      ? [{ manifest, reading, says: `grants ${role}`, severity: role === 'roles/owner' ? 'critical' : 'high' }]
      : [];
  });
}

function listed(manifest: Manifest): readonly number[] {
  return itemsOf(readManifest(manifest, ['spec', 'bindings'])).map((_, index) => index);
}

function ofAws(document: YamlDocument): readonly OpenRight[] {
  const statement = read(document, ['Statement']);
  const list = Array.isArray(statement.value)
    ? itemsOf(statement).map((one, index) => [one, [index]] as const)
    : [[statement.value, []] as const];
  return list.flatMap(([one, at]): readonly OpenRight[] => {
    if (fieldOf(one, 'Effect') !== 'Allow') return [];
    const [actions, resources] = ['Action', 'Resource'].map((key) => textsOf(fieldOf(one, key)));
    const trusted = openTrust(one, actions ?? []);
    if (trusted !== undefined)
      return [{ document, keys: ['Statement', ...at, ...trusted.keys], says: trusted.says, severity: 'high' }];
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

/**
 * Who may take a role by a token of a cluster or of a pipeline: the subject of the token must be pinned.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
function openTrust(
  statement: unknown,
  actions: readonly string[],
): { readonly keys: readonly Key[]; readonly says: string } | undefined {
  if (!actions.includes('sts:AssumeRoleWithWebIdentity')) return undefined;
  const conditions = Object.entries(asObject(fieldOf(statement, 'Condition'))).flatMap(([operator, keys]) =>
    Object.entries(asObject(keys)).map(([key, value]) => ({ operator, key, values: textsOf(value) })),
  );
  const subjects = conditions.filter(({ key }) => /:(?:sub|repository|environment)$/.test(key));
  if (subjects.length === 0)
    return { keys: ['Principal'], says: 'lets every identity of this issuer take the role, as it pins no subject' };
  const open = subjects.find(({ operator, values }) => /Like/.test(operator) && values.every(isAnySubject));
  return open === undefined
    ? undefined
    : { keys: ['Condition', open.operator, open.key], says: `lets ${open.values.join(', ')} take the role` };
}

/** A wildcard for the namespace and the account, or for the repository. */
function isAnySubject(subject: string): boolean {
  const [kind, second = '', third = ''] = subject.split(':');
  if (kind === 'system' && second === 'serviceaccount') return third.includes('*');
  if (kind === 'repo') return second.startsWith('*') || second.endsWith('/*');
  return subject !== '' && subject.replaceAll('*', '') === '';
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
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
