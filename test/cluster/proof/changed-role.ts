// Changes a Role of the installation temporarily.
import type { ControlPlane } from '../control-plane/control-plane.ts';
import { isObject, listAt, textAt, withAt, type JsonObject } from '../control-plane/json.ts';
import { ofKind } from '../control-plane/kubernetes.ts';
import { until } from '../control-plane/until.ts';
import { pathOfRole } from './grants.ts';
import type { Installation } from './installation.ts';
import { mayAccess } from './subject-access.ts';

interface Where {
  readonly plane: ControlPlane;
  readonly installation: Installation;
}

/** Runs the work while the Role of the namespace is changed. */
export async function withRoleIn(
  { plane, installation }: Where,
  namespace: string,
  change: (role: JsonObject) => JsonObject,
  work: () => Promise<void>,
): Promise<void> {
  const { group, plural } = installation.subject.project;
  const role = ofKind(installation.documents, 'Role').find(
    (candidate) => textAt(candidate, 'metadata', 'namespace') === namespace,
  );
  if (role === undefined) throw new Error(`no Role in ${namespace}`);
  const changed = change(role);
  const may = () =>
    mayAccess(plane.admin, installation.serviceAccount, { group, resource: plural, verb: 'list', namespace, name: '' });
  await plane.admin.replace(pathOfRole(role), changed);
  if (listAt(changed, 'rules').length === 0) await until('the Role is empty', async () => !(await may()));
  try {
    await work();
  } finally {
    await plane.admin.replace(pathOfRole(role), role);
    await until('the Role is back', may);
  }
}

export function withoutVerb(verb: string, resource: string): (role: JsonObject) => JsonObject {
  return (role) => {
    const rules = listAt(role, 'rules').map((rule) =>
      listAt(rule, 'resources').includes(resource)
        ? withAt(
            rule,
            ['verbs'],
            listAt(rule, 'verbs').filter((one) => one !== verb),
          )
        : rule,
    );
    return { ...role, rules: rules.filter((rule) => isObject(rule) && listAt(rule, 'verbs').length > 0) };
  };
}
