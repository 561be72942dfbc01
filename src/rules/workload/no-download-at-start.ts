import { itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import { runDownload } from '../look/downloads.ts';
import { checksDownload } from '../look/verified.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOfContainer } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

const places = [
  ['command'],
  ['args'],
  ['lifecycle', 'postStart', 'exec', 'command'],
  ['lifecycle', 'preStop', 'exec', 'command'],
  ['livenessProbe', 'exec', 'command'],
  ['readinessProbe', 'exec', 'command'],
  ['startupProbe', 'exec', 'command'],
];

export const noDownloadAtStart = defineRule({
  id: 'no-download-at-start',
  title: 'A container runs only programs of its image',
  why: 'A program that is downloaded when the Pod starts was not reviewed, scanned or signed, and may differ each time.',
  group: 'Workload',
  severity: 'high',
  reference: pages.checklist,
  profile: 'regular',
  advice: 'Put the program into the image, or into a separate image from which an init container copies it.',
  fix: 'manual',
  look: ({ workloads }) => workloads.flatMap(({ containers }) => containers.map(judge)),
});

function judge(container: Container): Sight {
  const { manifest } = container.workload;
  const of = nameOfContainer(container);
  const readings = places.map((keys) => ({
    name: keys.join('.'),
    reading: readManifest(manifest, [...container.keys, ...keys]),
  }));
  const found = readings.find(({ reading }) =>
    itemsOf(reading).some((word) => runDownload(textOf(word)) !== undefined),
  );
  const [unread] = places.flatMap((keys) => unreadOn(manifest, [...container.keys, ...keys, EACH], of));
  if (found === undefined && unread !== undefined) return unread;
  const unpacking = container.keys.includes('initContainers')
    ? readings.find(({ reading }) => itemsOf(reading).some((word) => unpacksDownload(textOf(word))))
    : undefined;
  if (found === undefined && unpacking !== undefined)
    return sightAt(
      unpacking.reading,
      'broken',
      about(of, `${unpacking.name} unpacks what it downloads, for the program to find`, unpacking.name),
      { severity: 'medium' },
    );
  return found === undefined
    ? sightAt(readManifest(manifest, ['kind']), 'kept', of)
    : sightAt(found.reading, 'broken', about(of, `${found.name} runs what it downloads`, found.name));
}

/** An archive that no command verifies. */
function unpacksDownload(script: string): boolean {
  return (
    /\b(?:curl|wget|aria2c)\b/.test(script) &&
    /\b(?:tar\s+-{0,2}[a-z]{0,10}x|bsdtar|unzip|unxz|gunzip)/.test(script) &&
    !checksDownload(script)
  );
}
