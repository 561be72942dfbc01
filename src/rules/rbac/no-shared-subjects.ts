// A binding grants its role to one account.
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { subjects, type Subject } from '../look/bindings.ts';
import { nameOf } from '../look/place.ts';

export const noSharedSubjects = defineRule({
  id: 'no-shared-subjects',
  title: 'Permissions go to one account, not to everyone',
  why: 'A binding to the default account or to a system group grants its role to Pods and people that nobody named.',
  group: 'RBAC',
  severity: 'high',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Bind to the ServiceAccount of the controller.',
  fix: 'manual',
  look: (inventory) =>
    subjects(inventory).map((subject) =>
      sightAt(
        subject.reading,
        isShared(subject) ? 'broken' : 'kept',
        about(nameOf(subject.binding), `grants to ${subject.kind} ${subject.name}`, `${subject.kind} ${subject.name}`),
        subject.name === 'system:masters' || /(un)?authenticated|anonymous/.test(subject.name)
          ? { severity: 'critical' }
          : {},
      ),
    ),
});

function isShared({ kind, name }: Subject): boolean {
  return (
    (kind === 'ServiceAccount' && name === 'default') ||
    (kind === 'User' && /^system:serviceaccount:[^:]*:default$/.test(name)) ||
    /^system:(masters|authenticated|unauthenticated|anonymous|serviceaccounts(:.*)?)$/.test(name)
  );
}
