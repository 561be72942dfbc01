// Nobody is bound to a role of administrators.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { kindByOpenShift } from '../../inventory/grants/bindings.ts';
import { bindings } from '../look/bindings.ts';
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
  look: (inventory) =>
    bindings(inventory).map((binding) => {
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
});
