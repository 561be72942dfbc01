// Settings of a Pod that take a protection away, wherever they stand in values that a chart elsewhere gets.
import type { Severity } from '../rule.ts';
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
  if (name === 'readOnlyRootFilesystem' && value === false) return { what: shown, severity: 'medium' };
  if (name === 'seccompProfile' && isUnconfined(value)) return { what: 'seccomp is off', severity: 'medium' };
  return typeof value === 'string' &&
    isSecretName(name) &&
    isSecretValue(value) &&
    !/^[a-z]+(?:[-.][a-z]+)+$/.test(value)
    ? { what: `${name} holds a secret in clear text`, severity: 'high' }
    : undefined;
}

function isList(value: unknown, key: string): boolean {
  const list: unknown =
    typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
  return Array.isArray(list) && list.length > 0;
}

function isUnconfined(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Unconfined';
}
