// Audit logs of one controller, in each export format.

/** An event of the API server, as in a log on its disk. */
export function event(verb: string, resource: string, more: Readonly<Record<string, unknown>> = {}): object {
  const [group, name = resource] = resource.includes('/') ? resource.split('/') : ['', resource];
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: 'a',
    stage: 'ResponseComplete',
    requestURI: `/x/${resource}?verb=${verb}`,
    verb,
    user: { username: 'system:serviceaccount:app-system:app', groups: ['system:serviceaccounts'] },
    objectRef: { resource: name, apiGroup: group === '' ? undefined : group, namespace: 'team', apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: 200 },
    requestReceivedTimestamp: '2026-11-28T10:00:00.000000Z',
    annotations: { 'authorization.k8s.io/decision': 'allow' },
    ...more,
  };
}

/** GKE's Cloud Logging. */
export function cloudEntry(verb: string, path: string, permission: string, granted = true): object {
  return {
    insertId: 'i',
    logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity',
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      authenticationInfo: { principalEmail: 'system:serviceaccount:app-system:app' },
      authorizationInfo: [{ granted, permission: `${permission}.${verb}`, resource: path }],
      methodName: `${permission}.${verb}`,
      resourceName: path,
      serviceName: 'k8s.io',
      status: granted ? {} : { code: 7 },
    },
    resource: { type: 'k8s_cluster' },
    timestamp: '2026-11-28T10:00:00Z',
  };
}

/** The same events in each form. */
export function forms(events: readonly object[]): readonly (readonly [form: string, text: string])[] {
  const lines = events.map((each) => JSON.stringify(each));
  return [
    ['lines', `${lines.join('\n')}\n`],
    ['lines without an end', lines.join('\n')],
    ['an EventList', JSON.stringify({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', metadata: {}, items: events })],
    ['an array on several lines', JSON.stringify(events, undefined, 2)],
    ['lines of an export to S3', lines.map((line) => `2026-11-28T10:00:00.000Z ${line}`).join('\n')],
    [
      'an export of CloudWatch',
      JSON.stringify(
        { events: lines.map((message) => ({ logStreamName: 'kube-apiserver-audit', message })) },
        undefined,
        4,
      ),
    ],
    ['lines of CloudWatch', lines.map((line) => JSON.stringify({ '@message': line, '@timestamp': 't' })).join('\n')],
    ['lines of CloudWatch with the event as JSON', events.map((each) => JSON.stringify({ message: each })).join('\n')],
    [
      'Insights of CloudWatch',
      JSON.stringify({
        results: lines.map((value) => [
          { field: '@timestamp', value: 't' },
          { field: '@message', value },
        ]),
        statistics: { recordsMatched: lines.length },
      }),
    ],
  ];
}
