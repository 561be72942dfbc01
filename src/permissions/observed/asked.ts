// The requests in a record of an audit log: the API server's own events, and the forms in which clouds export them.
import { own } from '../../table.ts';

/** One permission that a request needed. */
export interface Asked {
  /** The user of the request: `system:serviceaccount:NAMESPACE:NAME`. */
  readonly user: string;
  readonly group: string;
  /** The plural, with its subresource. */
  readonly resource: string;
  readonly verb: string;
  /** Empty for a request outside of namespaces. */
  readonly namespace: string;
  readonly name: string;
  readonly allowed: boolean;
  /** Whether the request ended here; the log has an entry for the start of a watch as well. */
  readonly ended: boolean;
  readonly uri: string;
  readonly time: string;
}

/** The requests of a record; none if it is not from an audit log, or its path is not a resource. */
export function askedIn(record: unknown, depth = 0): readonly Asked[] {
  if (depth > 4) return [];
  const inner = messageOf(record);
  if (inner !== undefined) return askedIn(inner, depth + 1);
  const items = at(record, 'items');
  if (Array.isArray(items)) return items.flatMap((item) => askedIn(item, depth + 1));
  if (at(record, 'protoPayload') !== undefined) return ofCloud(record);
  return isEvent(record) ? ofEvent(record) : [];
}

/** CloudWatch puts the event as text into `message`, and CloudWatch Insights into the value of a field `@message`. */
function messageOf(record: unknown): unknown {
  const given =
    at(record, 'field') === '@message'
      ? at(record, 'value')
      : (at(record, 'message') ?? at(record, '@message') ?? at(record, 'textPayload') ?? at(record, 'jsonPayload'));
  if (typeof given !== 'string') return typeof given === 'object' && given !== null ? given : undefined;
  try {
    return JSON.parse(given.slice(Math.max(0, given.indexOf('{'))));
  } catch {
    return undefined;
  }
}

function isEvent(record: unknown): boolean {
  return text(record, 'apiVersion').startsWith('audit.k8s.io/') || at(record, 'auditID') !== undefined;
}

/** audit.k8s.io/v1 Event (apiserver/pkg/apis/audit/v1/types.go). */
function ofEvent(event: unknown): readonly Asked[] {
  const resource = text(event, 'objectRef', 'resource');
  const stage = text(event, 'stage');
  const verb = text(event, 'verb');
  // When a request arrives, it is not known yet whether it is allowed.
  if (resource === '' || stage === 'RequestReceived') return [];
  const subresource = text(event, 'objectRef', 'subresource');
  const code = at(event, 'responseStatus', 'code');
  const asked: Asked = {
    user: text(event, 'impersonatedUser', 'username') || text(event, 'user', 'username'),
    group: text(event, 'objectRef', 'apiGroup'),
    resource: subresource === '' ? resource : `${resource}/${subresource}`,
    verb,
    namespace: text(event, 'objectRef', 'namespace'),
    // A POST is authorised before the name is known; the log adds the name afterwards.
    name: verb === 'create' && subresource === '' ? '' : text(event, 'objectRef', 'name'),
    allowed: isAllowed(text(event, 'annotations', 'authorization.k8s.io/decision'), code),
    ended: stage !== 'ResponseStarted',
    uri: text(event, 'requestURI'),
    time: text(event, 'requestReceivedTimestamp') || text(event, 'stageTimestamp'),
  };
  return withCreate(asked, code, text(event, 'responseStatus', 'message'));
}

function isAllowed(decision: string, code: unknown): boolean {
  return decision === '' ? code !== 403 && code !== 401 : decision !== 'forbid';
}

/** An apply of an absent object is authorised twice, and logged once (handlers/patch.go, forceAllowCreate). */
function withCreate(asked: Asked, code: unknown, message: string): readonly Asked[] {
  if (asked.verb !== 'patch' || asked.resource.includes('/')) return [asked];
  const create = { ...asked, verb: 'create' };
  if (code === 201) return [asked, create];
  return code === 403 && message.includes('cannot create resource') ? [asked, { ...create, allowed: false }] : [asked];
}

/** Cloud Logging of GKE: `authorizationInfo` names the permission and the path of the object. */
function ofCloud(entry: unknown): readonly Asked[] {
  const infos = at(entry, 'protoPayload', 'authorizationInfo');
  const denied = at(entry, 'protoPayload', 'status', 'code') === 7;
  return (Array.isArray(infos) ? infos : []).flatMap((info) => {
    const verb = text(info, 'permission').split('.').at(-1) ?? '';
    const path = text(info, 'resource') || text(entry, 'protoPayload', 'resourceName');
    const object = objectAt(path, verb);
    if (object === undefined) return [];
    const granted = at(info, 'granted');
    return [
      {
        ...object,
        user: text(entry, 'protoPayload', 'authenticationInfo', 'principalEmail'),
        verb,
        allowed: granted === undefined ? !denied : granted === true,
        ended: true,
        uri: path,
        time: text(entry, 'timestamp'),
      },
    ];
  });
}

/** `apps/v1/namespaces/team/deployments/web/status`; the core group is called `core`. */
function objectAt(path: string, verb: string): Pick<Asked, 'group' | 'resource' | 'namespace' | 'name'> | undefined {
  const [group = '', , ...rest] = path.split('/');
  const isInside = rest[0] === 'namespaces' && rest.length > 2;
  const [resource, name = '', subresource] = isInside ? rest.slice(2) : rest;
  if (resource === undefined) return undefined;
  return {
    group: group === 'core' ? '' : group,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    namespace: isInside ? (rest[1] ?? '') : '',
    name: verb === 'create' && subresource === undefined ? '' : name,
  };
}

function text(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = own(here as Readonly<Record<string, unknown>>, name);
  }
  return here;
}
