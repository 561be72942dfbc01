import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Place } from '../look/place.ts';
import { container } from '../look/manifest.ts';
import { safeWhenNothingIsWritten } from '../conditions.ts';
import { scratchFor, type Scratch } from '../edit/scratch-volume.ts';

export const readOnlyRootFilesystem = nodeRule({
  id: 'read-only-root-filesystem',
  title: 'The root file system is read-only',
  why: 'An attacker who can write to the file system can leave a program that runs later.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Set readOnlyRootFilesystem: true; where a path must be writable, mount an emptyDir with a sizeLimit.',
  decision:
    'Writes outside a volume fail. /tmp becomes an emptyDir unless something is mounted there; mount one at every other path that the process writes.',
  fix: 'ask',
  at: container('securityContext.readOnlyRootFilesystem'),
  accepts: (value) => value === true,
  wants: 'true',
  fixIn: safeWhenNothingIsWritten,
  overwrite: 'ask',
  also: (place, _reference, inventory) => scratch(place, inventory).mount,
  around: (place, inventory) => scratch(place, inventory).volume,
});

/** If it is not proven that the program writes nothing, /tmp stays writable. */
function scratch(place: Place, inventory: Inventory): Scratch {
  return place.container === undefined || safeWhenNothingIsWritten(inventory, place) === 'safe'
    ? { mount: [], volume: [] }
    : scratchFor(place.container);
}
