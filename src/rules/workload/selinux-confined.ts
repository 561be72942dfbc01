import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { podOrContainer } from '../look/manifest.ts';

const domains: readonly unknown[] = [
  undefined,
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
];

export const selinuxConfined = nodeRule({
  id: 'selinux-confined',
  title: 'SELinux keeps the process in a container domain',
  why: 'Another domain, user or role, such as spc_t, removes the protection of the node’s files from the process.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove seLinuxOptions, or leave the type to container_t and user and role out.',
  fix: 'manual',
  at: podOrContainer('securityContext.seLinuxOptions'),
  accepts: (value) => domains.includes(fieldOf(value, 'type')) && !fieldOf(value, 'user') && !fieldOf(value, 'role'),
  wants: 'of type container_t, container_init_t, container_kvm_t or container_engine_t, without user and role',
  absent: 'kept',
});
