// Clients verify servers: in the code, in arguments and variables of Pods, in CI, and in objects for other controllers.
import { defineRule, pages } from '../rule.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { plainCredentials } from '../look/plain-credentials.ts';
import { trustingCode } from '../look/trusting-code.ts';
import { trustingScripts } from '../look/trusting-scripts.ts';
import { trustingConfigs, trustingContainers, trustingObjects } from '../look/trusting-objects.ts';

export const serversVerified = defineRule({
  id: 'servers-verified',
  title: 'Every client checks the certificate of its server',
  why: 'Without the check anybody on the way can answer, and gets the token that the client sends: of the API server, it is the token of the controller.',
  group: 'Network',
  severity: 'high',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Leave the check on. For a certificate of your own give the client its CA, from a mounted file.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...trustingCode(inventory.repository),
    ...plainCredentials(inventory.repository),
    ...trustingContainers(inventory),
    ...trustingObjects(inventory),
    ...trustingConfigs(inventory),
    ...trustingScripts(inventory),
  ],
});
