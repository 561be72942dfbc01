// A projected token expires within the hour.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { isTemplated } from '../../formats/yaml/node.ts';
import { fieldOf, itemsOf } from '../../formats/yaml/values.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

/** The lifetime of the default token of every Pod: an hour, and some seconds by which it is recognised. */
const AN_HOUR = 3607;

export const shortLivedToken = defineRule({
  id: 'short-lived-token',
  title: 'A mounted token expires within the hour',
  why: 'A leaked token can be used until it expires.',
  group: 'Identity',
  severity: 'low',
  reference: pages.serviceAccounts,
  profile: 'regular',
  advice: 'Set expirationSeconds to 3600 or less (600 is the least).',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.flatMap(({ manifest, pod }) => [
      ...unreadOn(manifest, [...pod, 'volumes', EACH, 'projected', 'sources', EACH], nameOf(manifest)),
      ...itemsOf(readManifest(manifest, [...pod, 'volumes'])).flatMap((volume, index) => {
        const sources = fieldOf(volume, 'projected', 'sources');
        return (Array.isArray(sources) ? sources : []).flatMap((source, at) => {
          const token = fieldOf(source, 'serviceAccountToken');
          if (token === undefined) return [];
          const place = readManifest(manifest, [
            ...pod,
            'volumes',
            index,
            'projected',
            'sources',
            at,
            'serviceAccountToken',
            'expirationSeconds',
          ]);
          if (place.state === 'unknown' || isTemplated(place.value))
            return [unknownAt(place, nameOf(manifest), `the lifetime of token ${index}/${at}`)];
          // The default of the API server is an hour.
          const seconds = place.state === 'absent' ? 3600 : Number(place.value);
          return [
            sightAt(
              place,
              seconds <= AN_HOUR ? 'kept' : 'broken',
              about(nameOf(manifest), `a projected token expires after ${seconds} seconds`, `${index}/${at}`),
            ),
          ];
        });
      }),
    ]),
});
