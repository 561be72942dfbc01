// Only sysctls that belong to the namespace of the Pod.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

const safe =
  /^(kernel\.shm_rmid_forced|net\.ipv4\.(ip_local_port_range|tcp_syncookies|ping_group_range|ip_unprivileged_port_start|ip_local_reserved_ports|tcp_keepalive_(time|intvl|probes)|tcp_fin_timeout|tcp_rmem|tcp_wmem|tcp_slow_start_after_idle|tcp_notsent_lowat))$/;

export const safeSysctls = defineRule({
  id: 'safe-sysctls',
  title: 'No kernel setting is changed for the whole node',
  why: 'A sysctl without a namespace changes the node for everyone.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove the sysctl.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.map(({ manifest, pod }) => {
      const sysctls = readManifest(manifest, [...pod, 'securityContext', 'sysctls']);
      const wrong = itemsOf(sysctls)
        .map((one) => textOf(fieldOf(one, 'name')))
        .find((name) => !safe.test(name));
      return sightAt(
        sysctls,
        wrong === undefined ? 'kept' : 'broken',
        about(nameOf(manifest), `sysctl ${wrong ?? ''} affects the whole node`, String(wrong ?? '')),
      );
    }),
});
