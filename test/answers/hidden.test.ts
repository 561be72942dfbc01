// No answer contains an invisible character, and no host is an internal address or service, whatever its key.
import { expect, test } from 'vitest';
import { entries } from '../../src/answers/index.ts';
import { knownFrom, refusal } from '../../src/answers/resolve.ts';
import { repositories } from '../repositories.ts';

const hidden = [
  '\u0000',
  '\u0007',
  '\u001b',
  '\u007f',
  '\u0085',
  '\u009b',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u200b',
  '\u200e',
  '\u202e',
  '\u2028',
  '\u2060',
  '\u2066',
  '\u3164',
  '\ufeff',
  '\u{e0041}',
];

/** Values that each key accepts, from the repositories that have every value of every answer. */
const taken = entries.flatMap(([key, answer]) =>
  Object.values(repositories).flatMap((given) => {
    const value = given[key];
    return value === undefined || typeof value === 'boolean' ? [] : [[key, answer, value] as const];
  }),
);

test.each(taken)('%s with an invisible character is refused', (key, answer, value) => {
  const known = knownFrom(new Map());
  for (const mark of hidden)
    for (const put of [(text: string) => text + mark, (text: string) => text.slice(0, 1) + mark + text.slice(1)]) {
      const changed = typeof value === 'object' ? value.map(put) : put(value);
      expect(refusal(key, answer, changed, known), JSON.stringify(changed)).toHaveLength(1);
    }
});

const hosts = entries.find(([key]) => key === 'externalHosts')?.[1];
const refused = (host: string) =>
  hosts === undefined ? [] : refusal('externalHosts', hosts, [host], knownFrom(new Map()));

test.each([
  '169.254.169.254',
  '127.0.0.1',
  '10.0.0.1',
  '0x7f.1',
  '0x7f.0.0.0x1',
  '1.2.3',
  '1.0x',
  'example.0x7f',
  '2130706433',
  '0177.0.0.1',
  'a.1',
  '[::1]',
  'fe80::1',
  'metadata.google.internal',
  'metadata.azure.internal',
  'instance-data.ec2.internal',
  'kubernetes.default',
  'metadata.example.com',
  'metadata',
  'kubernetes.default.svc',
  'vault.vault.svc.cluster.local',
  'a.svc.other.domain',
  'a.localhost',
  'localhost.localdomain',
  'example.com.',
  'Example.com',
  'user@example.com',
  'example.com:443',
  'https://example.com',
])('%s is refused as an external host', (host) => expect(refused(host)).toHaveLength(1));

test.each([
  'api.example.com',
  'a.b.c.example',
  '1.example.com',
  '0x7f.example.com',
  '3scale.net',
  'svc.example.com',
  'my-metadata.example.com',
  'localhost',
  'xn--e1afmkfd.xn--p1ai',
])('%s is accepted as an external host', (host) => expect(refused(host)).toEqual([]));
