// A subject names its namespace.
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { subjects } from '../look/bindings.ts';
import { nameOf } from '../look/place.ts';

export const subjectNamespace = defineRule({
  id: 'subject-namespace',
  title: 'A binding names the namespace of its account',
  why: 'The API server refuses a ServiceAccount without a namespace in a ClusterRoleBinding. In a RoleBinding it means the account of that name there.',
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
