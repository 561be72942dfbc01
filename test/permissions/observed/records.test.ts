// Every format of an audit log gives the same requests, however the stream is split.
import { expect, test } from 'vitest';
import { askedIn } from '../../../src/permissions/observed/asked.ts';
import { Records } from '../../../src/permissions/observed/records.ts';
import { cloudEntry, event, forms } from './logs.ts';

const events = [
  event('list', 'pods'),
  event('patch', 'apps/deployments', {
    objectRef: { resource: 'deployments', apiGroup: 'apps', subresource: 'status', namespace: 'team', name: 'we"b{[' },
    requestObject: { items: [{ kind: 'Event' }], note: 'a "quoted\\" {brace' },
  }),
  event('patch', 'configmaps', { responseStatus: { code: 201 } }),
];
const wanted = ['list /pods', 'patch apps/deployments/status', 'patch /configmaps', 'create /configmaps'];

function asked(text: string, size: number): readonly string[] {
  const records = new Records();
  const found: string[] = [];
  for (let at = 0; at < text.length; at += size)
    for (const record of records.feed(text.slice(at, at + size)))
      found.push(...askedIn(record).map(({ verb, group, resource }) => `${verb} ${group}/${resource}`));
  return found;
}

test.each(forms(events))('%s', (_, text) => {
  for (const size of [1, 2, 3, 7, 64, 1000, text.length])
    expect(asked(text, size), `in parts of ${size}`).toEqual(wanted);
});

test('a truncated record does not affect the others', () => {
  const [first, second, third] = events.map((each) => JSON.stringify(each));
  const text = `${first}\n${second?.slice(0, second.indexOf('quoted'))}\n${third}\n`;
  expect(asked(text, 50)).toEqual(['list /pods', 'patch /configmaps', 'create /configmaps']);
});

test('a record longer than any of an API server is skipped and counted, and the next one is read', () => {
  const records = new Records();
  const filler = 'a'.repeat(1024 * 1024);
  records.feed('{"kind": "Event", "note": "');
  for (let megabyte = 0; megabyte < 17; megabyte += 1) expect(records.feed(filler)).toEqual([]);
  expect(records.skipped).toBe(1);
  expect(records.feed(`"}\n${JSON.stringify(events[0])}\n`)).toEqual([events[0]]);
});

test('GKE names the group, the object and whether it was granted', () => {
  const [one, two] = [
    cloudEntry('patch', 'dev.example/v1/namespaces/team/widgets/w/status', 'dev.example.v1.widgets.status'),
    cloudEntry('list', 'core/v1/namespaces', 'io.k8s.core.v1.namespaces', false),
  ].flatMap((entry) => askedIn(entry));
  expect(one).toMatchObject({
    group: 'dev.example',
    resource: 'widgets/status',
    verb: 'patch',
    namespace: 'team',
    allowed: true,
  });
  expect(two).toMatchObject({ group: '', resource: 'namespaces', verb: 'list', namespace: '', allowed: false });
});

test('an event without a resource, or of an early stage, is not a request', () => {
  expect(askedIn(event('get', 'pods', { objectRef: undefined }))).toEqual([]);
  expect(askedIn(event('get', 'pods', { stage: 'RequestReceived' }))).toEqual([]);
  expect(askedIn({ message: 'no JSON' })).toEqual([]);
  expect(askedIn([1, null, 'x'])).toEqual([]);
});

test('a POST has no name when it is authorised, but a subresource has one', () => {
  const named = (subresource?: string) =>
    askedIn(event('create', 'pods', { objectRef: { resource: 'pods', name: 'p', subresource } }))[0]?.name;
  expect(named()).toBe('');
  expect(named('eviction')).toBe('p');
});

test('a create that admission refuses during an apply is a denied request', () => {
  const refused = event('patch', 'configmaps', {
    responseStatus: { code: 403, message: 'configmaps "m" is forbidden: User "x" cannot create resource "configmaps"' },
  });
  expect(askedIn(refused)).toMatchObject([
    { verb: 'patch', allowed: true },
    { verb: 'create', allowed: false },
  ]);
});
