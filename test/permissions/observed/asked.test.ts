// One record of an audit log: its requests, and whether the API server allowed them.
import { expect, test } from 'vitest';
import { askedIn } from '../../../src/permissions/observed/asked.ts';
import { cloudEntry, event } from './logs.ts';

const shown = (record: object): readonly string[] =>
  askedIn(record).map(({ verb, resource, allowed }) => `${verb} ${resource} ${allowed ? 'allowed' : 'denied'}`);
const answered = (code: number, message = '') => ({ annotations: {}, responseStatus: { code, message } });

test.each([
  ['no decision, and status 200', answered(200), 'allowed'],
  ['no decision, and status 404', answered(404), 'allowed'],
  ['no decision, and status 403', answered(403), 'denied'],
  ['no decision, and status 401', answered(401), 'denied'],
  ['the decision to forbid', { annotations: { 'authorization.k8s.io/decision': 'forbid' } }, 'denied'],
  ['the decision to allow, whatever admission said', { responseStatus: { code: 403 } }, 'allowed'],
])('%s', (_, more, verdict) => expect(shown(event('list', 'pods', more))).toEqual([`list pods ${verdict}`]));

test('an apply that creates shows both verbs, and an apply to a subresource never does', () => {
  expect(shown(event('patch', 'configmaps', answered(201)))).toEqual([
    'patch configmaps allowed',
    'create configmaps allowed',
  ]);
  const refused = event('patch', 'configmaps', answered(403, 'cannot create resource "configmaps"'));
  expect(shown(refused)).toEqual(['patch configmaps denied', 'create configmaps denied']);
  const status = { resource: 'configmaps', subresource: 'status', namespace: 'team' };
  expect(shown(event('patch', 'configmaps', { ...answered(201), objectRef: status }))).toEqual([
    'patch configmaps/status allowed',
  ]);
  expect(shown(event('update', 'configmaps', answered(201)))).toEqual(['update configmaps allowed']);
});

test('an entry of Cloud Logging without a verdict uses its status', () => {
  const path = 'core/v1/namespaces/team/pods/a';
  const entry = (status: object): object => {
    const whole = JSON.parse(JSON.stringify(cloudEntry('get', path, 'io.k8s.core.v1.pods')));
    delete whole.protoPayload.authorizationInfo[0].granted;
    return { ...whole, protoPayload: { ...whole.protoPayload, status } };
  };
  expect(shown(entry({}))).toEqual(['get pods allowed']);
  expect(shown(entry({ code: 7 }))).toEqual(['get pods denied']);
  expect(shown(cloudEntry('get', path, 'io.k8s.core.v1.pods', false))).toEqual(['get pods denied']);
});
