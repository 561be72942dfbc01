import type { PolicyRule } from '../../inventory/roles.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { URLS } from '../../kubernetes/privileges.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const noDebugUrls = defineRule({
  id: 'no-debug-urls',
  title: 'No permission reaches the profiles and log files of the API server',
  why: 'A profile shows the memory of the API server, and /logs shows the log files of the control plane; a prefix with * reaches both.',
  group: 'RBAC',
  severity: 'high',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Name the addresses that are needed, such as /metrics, without *.',
  fix: 'manual',
  look: (inventory) =>
    inventory.roles.flatMap(({ manifest, rules, reach }): readonly Sight[] => {
      const found = rules.flatMap((rule) => {
        const open = reach === 'cluster' ? reached(rule) : [];
        return open.length === 0
          ? []
          : [
              sightAt(
                readManifest(manifest, rule.keys),
                'broken',
                about(nameOf(manifest), `reaches ${open.join(', ')}`, open.join(' ')),
              ),
            ];
      });
      return found.length > 0 ? found : [sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest))];
    }),
});

/** Another rule reports the address `*`. Only a ClusterRole with a ClusterRoleBinding grants addresses. */
function reached({ urls }: PolicyRule): readonly string[] {
  return urls.filter((url) => url !== '*' && url !== '/*' && URLS.some(({ prefix }) => meets(url, prefix)));
}

function meets(url: string, prefix: string): boolean {
  if (!url.endsWith('*')) return url === prefix || url.startsWith(`${prefix}/`);
  const stem = url.slice(0, -1);
  return prefix.startsWith(stem) || stem.startsWith(`${prefix}/`) || stem === prefix;
}
