import { defineRule, pages, type Sight } from '../rule.ts';

export const permissionsDocumented = defineRule({
  id: 'permissions-documented',
  title: 'A page says what the controller may do and why',
  why: 'People who install a controller give it rights in their cluster, and want to know which before they read its source.',
  group: 'Documents',
  severity: 'low',
  reference: pages.operators,
  profile: 'auditor',
  advice: 'Write docs/security.md: permissions with reasons, ports, egress, and what an attacker would get.',
  fix: 'manual',
  look: ({ repository, roles }): readonly Sight[] => {
    if (roles.length === 0) return [];
    const page = [...repository.files].find(
      ([path, text]) =>
        /\.(md|adoc|rst)$/i.test(path) &&
        /(^|\/)(docs?\/|README|SECURITY)/i.test(path) &&
        /^(#+|=+)\s.*\b(permissions?|rbac|privileges?)\b/im.test(text),
    );
    return [
      {
        state: page === undefined ? 'broken' : 'kept',
        path: page?.[0] ?? 'docs/security.md',
        line: 1,
        message: 'no page has a section about permissions',
      },
    ];
  },
});
