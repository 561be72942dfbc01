// No binding to a role of administrators.
import { readManifest } from '../../inventory/manifests.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { kindByOpenShift } from '../../inventory/grants/bindings.ts';
import { bindings } from '../look/bindings.ts';
import { lineOfPart, ownScripts, type OwnScript } from '../look/own-scripts.ts';
import { nameOf } from '../look/place.ts';

export const noAdminBinding = defineRule({
  id: 'no-admin-binding',
  title: 'The controller is not an administrator',
  why: 'cluster-admin, admin and edit grant nearly everything, including Secrets.',
  group: 'RBAC',
  severity: 'critical',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Write a role with the permissions that the code needs; `create-kube-secure-controller rbac` infers them.',
  fix: 'manual',
  look: (inventory) => [
    ...ownScripts(/\bcluster-?admin\b/, inventory.repository).flatMap(inScript),
    ...bindings(inventory).map((binding) => {
      const name = readManifest(binding, ['roleRef', 'name']);
      const wrong =
        (readManifest(binding, ['roleRef', 'kind']).value ?? kindByOpenShift(binding)) === 'ClusterRole' &&
        ['cluster-admin', 'admin', 'edit'].includes(String(name.value));
      return sightAt(
        name,
        wrong ? 'broken' : 'kept',
        about(nameOf(binding), `binds to ${String(name.value)}`, String(name.value)),
        binding.kind === 'RoleBinding' ? { severity: 'high' } : {},
      );
    }),
  ],
});

/** Objects that a command installs are in no manifest. */
function inScript(own: OwnScript): readonly Sight[] {
  const commands = own.script.replaceAll(/\\\r?\n\s*/g, ' ').split(/[\n;&|]/);
  const found = commands.find(bindsAdministrator);
  if (found === undefined || !isShipped(own.path)) return [];
  const said = about('', 'a command binds an account to a role of administrators', 'cluster-admin');
  return [{ state: 'broken', path: own.path, line: lineOfPart(own, found.trim()), ...said, severity: 'high' }];
}

function bindsAdministrator(command: string): boolean {
  return (
    /\b(?:kubectl|oc)\s/.test(command) &&
    /\bcreate\s+(?:cluster)?rolebinding\b/.test(command) &&
    /--clusterrole[= ]["']?(?:cluster-admin|admin|edit)\b/.test(command)
  );
}
