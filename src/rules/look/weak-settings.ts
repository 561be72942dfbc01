// Settings of a Pod that remove a protection, at any depth of the values of a chart or of an overlay elsewhere.
import type { Severity } from '../rule.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { isSecretName, isSecretValue } from './secret-values.ts';

export interface WeakSetting {
  readonly keys: readonly (string | number)[];
  readonly what: string;
  readonly severity: Severity;
}

/** Every such setting in a value, in its order. */
export function weakSettings(value: unknown, keys: WeakSetting['keys'] = []): readonly WeakSetting[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): readonly WeakSetting[] => {
    const at = [...keys, Array.isArray(value) ? Number(name) : name];
    const found = weakness(name, inner);
    return found === undefined ? weakSettings(inner, at) : [{ keys: at, ...found }];
  });
}

function weakness(name: string, value: unknown): Omit<WeakSetting, 'keys'> | undefined {
  const shown = `${name}: ${JSON.stringify(value)}`;
  const isOn = value === true && /^(?:privileged|allowPrivilegeEscalation|host(?:Network|PID|IPC))$/.test(name);
  if (isOn || (name === 'runAsNonRoot' && value === false) || (name === 'runAsUser' && value === 0))
    return { what: shown, severity: 'high' };
  if (name === 'capabilities' && isList(value, 'add')) return { what: 'adds capabilities', severity: 'high' };
  if (name === 'hostPath' && typeof value === 'object' && value !== null)
    return { what: 'mounts a directory of the node', severity: 'high' };
  if (PROTECTIONS.test(name) && isRemoved(value)) return { what: `takes ${name} away`, severity: 'medium' };
  if (name === 'readOnlyRootFilesystem' && value === false) return { what: shown, severity: 'medium' };
  if (name === 'seccompProfile' && fieldOf(value, 'type') === 'Unconfined')
    return { what: 'seccomp is off', severity: 'medium' };
  return typeof value === 'string' &&
    isSecretName(name) &&
    isSecretValue(value) &&
    !/^[a-z]+(?:[-.][a-z]+)+$/.test(value)
    ? { what: `${name} holds a secret in clear text`, severity: 'high' }
    : undefined;
}

/** Fields that limit a Pod by their presence. */
const PROTECTIONS =
  /^(?:(?:pod|container)?securityContext|runAsNonRoot|readOnlyRootFilesystem|allowPrivilegeEscalation|seccompProfile|capabilities|drop)$/i;

/** `null` removes a default of a chart, or a value that a merge finds; an empty list drops nothing. */
function isRemoved(value: unknown): boolean {
  return value === null || (Array.isArray(value) ? value.length === 0 : fieldOf(value, '$patch') === 'delete');
}

function isList(value: unknown, key: string): boolean {
  const list = fieldOf(value, key);
  return Array.isArray(list) && list.length > 0;
}
