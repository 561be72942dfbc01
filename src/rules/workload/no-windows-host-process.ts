import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';

export const noWindowsHostProcess = nodeRule({
  id: 'no-windows-host-process',
  title: 'No container runs as a HostProcess of a Windows node',
  why: 'A HostProcess container has the files, the network and the devices of its node.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove windowsOptions.hostProcess.',
  fix: 'manual',
  at: podOrContainer('securityContext.windowsOptions.hostProcess'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
