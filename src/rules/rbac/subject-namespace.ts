// A subject names its namespace.
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { subjects } from '../look/bindings.ts';
import { nameOf } from '../look/place.ts';

export const subjectNamespace = defineRule({
  id: 'subject-namespace',
  title: 'A binding says in which namespace its account is',
  why: 'A ServiceAccount without a namespace is refused in a ClusterRoleBinding, and in a RoleBinding it is whoever has that name there.',
  group: 'RBAC',
  severity: 'low',
  reference: pages.rbac,
  profile: 'pedantic',
  advice: 'Write the namespace of the ServiceAccount.',
  fix: 'manual',
  look: (inventory) =>
    subjects(inventory)
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map(({ binding, reading, name, namespace }) =>
        sightAt(
          reading,
          namespace !== undefined ? 'kept' : 'broken',
          about(nameOf(binding), `ServiceAccount ${name} without a namespace`, String(name)),
        ),
      ),
});
