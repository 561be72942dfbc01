// Reads the audit log of the API server as the permissions that each request needed.
import { open } from 'node:fs/promises';
import { at, parseJson, textAt, type Json } from './json.ts';
import { until, type Patience } from './until.ts';

/** One permission as RBAC sees it. */
export interface Access {
  readonly group: string;
  /** The plural, with its subresource: `deployments/status`. */
  readonly resource: string;
  readonly verb: string;
  readonly namespace: string;
  /** Empty if a request names no object: a list, a watch, a POST. */
  readonly name: string;
}

export interface AuditedRequest {
  readonly user: string;
  /** One access, or two: an apply that creates needs `create` in addition to `patch`. */
  readonly accesses: readonly Access[];
  readonly allowed: boolean;
  readonly status: number;
  readonly message: string;
  readonly uri: string;
  /** When it arrived, in milliseconds since 1970. */
  readonly time: number;
}

export interface AuditLog {
  /** All requests of the user so far, including refused ones. */
  requestsOf(user: string): Promise<readonly AuditedRequest[]>;
  /** A mark: only later entries count. */
  since(): Promise<AuditLog>;
  /** Waits for a request of the user that fulfils the predicate. */
  awaitRequest(
    user: string,
    what: string,
    accepts: (request: AuditedRequest) => boolean,
    patience?: Patience,
  ): Promise<AuditedRequest>;
}

export function auditLog(path: string, start = 0): AuditLog {
  let offset = start;
  const read: AuditedRequest[] = [];
  const catchUp = async (): Promise<void> => {
    const { text, end } = await wholeLines(path, offset);
    offset = end;
    read.push(
      ...text
        .split('\n')
        .filter((line) => line !== '')
        .flatMap((line) => toRequest(parseJson(line))),
    );
  };
  // Two readers at once would both read the same bytes.
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (): Promise<void> => (turn = turn.then(catchUp));
  const log: AuditLog = {
    requestsOf: async (user) => {
      await inTurn();
      return read.filter((request) => request.user === user);
    },
    since: async () => {
      await inTurn();
      return auditLog(path, offset);
    },
    awaitRequest: (user, what, accepts, patience) =>
      until(`${user}: ${what}`, async () => (await log.requestsOf(user)).find(accepts), patience),
  };
  return log;
}

/** The text since an offset, up to the last complete line. */
async function wholeLines(path: string, offset: number): Promise<{ readonly text: string; readonly end: number }> {
  const file = await open(path, 'r');
  try {
    const length = Math.max(0, (await file.stat()).size - offset);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    const complete = buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1);
    return { text: complete.toString(), end: offset + complete.length };
  } finally {
    await file.close();
  }
}

/** A watch is logged when it starts and when it ends: the start counts, or the end if there was no start. */
function toRequest(event: Json): readonly AuditedRequest[] {
  const verb = textAt(event, 'verb') ?? '';
  const stage = textAt(event, 'stage');
  const code = at(event, 'responseStatus', 'code');
  const status = typeof code === 'number' ? code : 0;
  const ended = stage === 'ResponseComplete' || stage === 'Panic';
  const started = stage === 'ResponseStarted';
  if (verb === 'watch' ? !(started || (ended && status >= 400)) : !ended) return [];
  const message = textAt(event, 'responseStatus', 'message') ?? '';
  return [
    {
      user: textAt(event, 'user', 'username') ?? '',
      accesses: accesses(event, verb, status, message),
      allowed: status !== 403 && status !== 401,
      status,
      message,
      uri: textAt(event, 'requestURI') ?? '',
      time: Date.parse(textAt(event, 'requestReceivedTimestamp') ?? ''),
    },
  ];
}

function accesses(event: Json, verb: string, status: number, message: string): readonly Access[] {
  const resource = textAt(event, 'objectRef', 'resource');
  if (resource === undefined) return [];
  const subresource = textAt(event, 'objectRef', 'subresource');
  const asked = {
    group: textAt(event, 'objectRef', 'apiGroup') ?? '',
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    verb,
    namespace: textAt(event, 'objectRef', 'namespace') ?? '',
    // A POST is authorized before the name is known; the log fills it in afterwards.
    name: verb === 'create' && subresource === undefined ? '' : (textAt(event, 'objectRef', 'name') ?? ''),
  };
  if (verb !== 'patch') return [asked];
  const create = { ...asked, verb: 'create' };
  // Apply of an absent object is authorized twice; the log has one event (handlers/patch.go, forceAllowCreate).
  if (status === 201) return [asked, create];
  return status === 403 && message.includes('cannot create resource') ? [create] : [asked];
}
