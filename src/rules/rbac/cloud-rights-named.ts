// A policy of a cloud names the allowed actions.
import { read } from '../../formats/yaml/read.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { openRights, openRightsOfObjects } from '../look/cloud-policies.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { openLogins } from '../look/open-logins.ts';
import { nameOf } from '../look/place.ts';

export const cloudRightsNamed = defineRule({
  id: 'cloud-rights-named',
  title: 'A policy of a cloud names its actions and resources',
  why: 'The token of the controller is exchanged for these rights. An attacker in its Pod has them for the whole account.',
  group: 'RBAC',
  severity: 'critical',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  profile: 'regular',
  advice: 'List the actions that the code calls, and the resources by name or prefix.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...openRights(inventory.repository).map(
      ({ document, keys, says, severity }): Sight =>
        sightAt(read(document, keys), 'broken', about('the policy', says, keys.join('.')), { severity }),
    ),
    ...openLogins(inventory.repository),
    ...openRightsOfObjects(inventory).map(({ manifest, reading, says, severity }) =>
      sightAt(reading, 'broken', about(nameOf(manifest), says), { severity }),
    ),
  ],
});
