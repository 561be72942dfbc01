// How admission judges the Pod of the Deployment, and the same Pod without one of its settings.
import type { ApiClient } from '../control-plane/client.ts';
import { at, isObject, listAt, textAt, withAt, type Json, type JsonObject } from '../control-plane/json.ts';
import { pathOf } from '../control-plane/kubernetes.ts';

export interface Verdict {
  readonly admitted: boolean;
  readonly warnings: readonly string[];
  readonly message: string;
}

/** Sends the Pod as a dry run: admission runs, and nothing is stored. */
export async function admissionOf(admin: ApiClient, namespace: string, pod: JsonObject): Promise<Verdict> {
  const reply = await admin.send(
    'POST',
    `${pathOf({ apiVersion: 'v1', plural: 'pods', namespace })}?dryRun=All&fieldValidation=Strict`,
    pod,
  );
  return { admitted: reply.status === 201, warnings: reply.warnings, message: textAt(reply.body, 'message') ?? '' };
}

export function podOf(deployment: JsonObject): JsonObject {
  const template = at(deployment, 'spec', 'template');
  if (!isObject(template)) throw new Error('the Deployment has no template');
  const pod = withAt({ apiVersion: 'v1', kind: 'Pod', ...template }, ['metadata', 'name'], 'admitted');
  if (!isObject(pod)) throw new Error('no Pod');
  return pod;
}

/** Each way to weaken the Pod against the restricted standard, by name. */
export function weakened(pod: JsonObject): readonly (readonly [string, JsonObject])[] {
  return [
    ...withoutSettings.map(([name, path]): readonly [string, Json] => [
      `without ${name}`,
      everywhere(pod, path, undefined),
    ]),
    ...worseSettings.map(([name, path, value]): readonly [string, Json] => [
      `with ${name}`,
      everywhere(pod, path, value),
    ]),
    ['with privileged', everywhere(everywhere(pod, ['privileged'], true), ['allowPrivilegeEscalation'], true)],
    ['with a hostPath volume', withVolume(pod, { name: 'host', hostPath: { path: '/' } })],
    ['with hostNetwork', withAt(pod, ['spec', 'hostNetwork'], true)],
    ['with hostPID', withAt(pod, ['spec', 'hostPID'], true)],
    ['with hostIPC', withAt(pod, ['spec', 'hostIPC'], true)],
  ].flatMap(([name, weak]): (readonly [string, JsonObject])[] =>
    typeof name === 'string' && isObject(weak) ? [[name, weak]] : [],
  );
}

// A setting that the standard allows at either level must be removed from both.
const withoutSettings: readonly (readonly [string, readonly string[]])[] = [
  ['runAsNonRoot', ['runAsNonRoot']],
  ['seccompProfile', ['seccompProfile']],
  ['allowPrivilegeEscalation', ['allowPrivilegeEscalation']],
  ['dropped capabilities', ['capabilities']],
];

const worseSettings: readonly (readonly [string, readonly string[], Json])[] = [
  ['runAsUser 0', ['runAsUser'], 0],
  ['runAsNonRoot false', ['runAsNonRoot'], false],
  ['an unconfined seccompProfile', ['seccompProfile'], { type: 'Unconfined' }],
  ['an unconfined appArmorProfile', ['appArmorProfile'], { type: 'Unconfined' }],
  ['privilege escalation', ['allowPrivilegeEscalation'], true],
  ['an added capability', ['capabilities', 'add'], ['NET_ADMIN']],
];

// Fields that only a container has.
const ofContainers = new Set(['allowPrivilegeEscalation', 'capabilities', 'privileged']);

function everywhere(pod: Json, path: readonly string[], value: Json | undefined): Json {
  const containers = listAt(pod, 'spec', 'containers').map((container) =>
    withAt(container, ['securityContext', ...path], value),
  );
  const changed = withAt(pod, ['spec', 'containers'], containers);
  return ofContainers.has(path[0] ?? '') ? changed : withAt(changed, ['spec', 'securityContext', ...path], value);
}

function withVolume(pod: Json, volume: JsonObject): Json {
  return withAt(pod, ['spec', 'volumes'], [...listAt(pod, 'spec', 'volumes'), volume]);
}
