// Hand-written requests: `http::Request::get("/api/v1/nodes/…")` and kube's own Request builders.

import type { Evaluator } from './evaluator.ts';
import type { ModelAttribute } from './model-attributes.ts';
import type { ModelCall } from './model-call.ts';
import { choices } from './constant-list.ts';
import { ANYWHERE } from './origin.ts';
import { isOfOther } from './other-cluster.ts';
import { constantOf, STRING, text, unknown, type Value } from './value.ts';
import { constantResource } from './intrinsics.ts';
import { isApply, nameOf, oneNameOf, PERHAPS_APPLIED } from './model-request.ts';
import type { Request } from './request.ts';

export function rawRequest(evaluator: Evaluator, attribute: ModelAttribute, context: ModelCall): Value | undefined {
  if (attribute.name === 'url') return undefined;
  if (attribute.name === 'builder') return built(attribute, context);
  send(evaluator, context);
  return undefined;
}

/** kube::core::Request: the builder has the verb, and its path the resource. */
function built(attribute: ModelAttribute, { args, given, result }: ModelCall): Value {
  const url = args[0]?.fields?.get('url_path') ?? describedUrl(args[0]) ?? unknown();
  const fields = new Map<string, Value>([
    ['verb', text(attribute.words[0] ?? '')],
    ['uri', url],
  ]);
  const patch = attribute.settings.get('apply');
  if (patch !== undefined) fields.set('applies', text(isApply(given.get(patch), given.get('pp'))));
  const name = given.get('name');
  if (name !== undefined) fields.set('name', name);
  if (attribute.words.includes('subresource')) fields.set('subresource', args[1] ?? unknown());
  const sub = /^"(.*)"$/.exec(attribute.settings.get('sub') ?? '')?.[1];
  if (sub !== undefined) fields.set('subresource', text(sub));
  return { ty: result, fields };
}

/** The URL of a RawApi or a Resource of kube before 0.52. */
function describedUrl(described: Value | undefined): Value | undefined {
  const resource = constantResource(described);
  if (resource === undefined) return undefined;
  const namespace = described?.fields?.get('namespace');
  const isBound = namespace !== undefined && namespace.empty !== true;
  const base = resource.group === '' ? '/api/v1' : `/apis/${resource.group}/{}`;
  const url = `${base}/${isBound ? 'namespaces/{}/' : ''}${resource.plural}`;
  return {
    ty: STRING,
    origin: namespace?.origin,
    fields: new Map([['pattern', text(url)], ...(namespace === undefined ? [] : ([['place', namespace]] as const))]),
  };
}

function send(evaluator: Evaluator, context: ModelCall): void {
  const { args, frame } = context;
  const request = args[1];
  const site = frame.site;
  // A request of k8s-openapi was recorded where it was built.
  if (site === undefined || request?.fields?.has('accounted') === true) return;
  const uri = request?.fields?.get('uri');
  const urls = choices(uri?.fields?.get('pattern')) ?? choices(uri) ?? [];
  const verb = constantOf(request?.fields?.get('verb'));
  const method = constantOf(request?.fields?.get('method'));
  for (const url of urls) {
    const parsed = parseUrl(url);
    if (parsed === undefined || (verb === undefined && method === undefined)) return reportOpen(evaluator, context);
    sendTo(evaluator, context, { url, parsed, verb, method });
  }
  if (urls.length === 0) reportOpen(evaluator, context);
}

function reportOpen(evaluator: Evaluator, { frame: { site }, call }: ModelCall): void {
  if (site === undefined) return;
  evaluator.unresolved.push({
    place: site,
    why: `The method or the URL of the request that \`.${call.fn.name}()\` sends is not constant.`,
  });
}

interface Sent {
  readonly url: string;
  readonly parsed: ParsedUrl;
  readonly verb: string | undefined;
  readonly method: string | undefined;
}

function sendTo(evaluator: Evaluator, { args, frame }: ModelCall, { url, parsed, verb, method }: Sent): void {
  const { site } = frame;
  if (site === undefined) return;
  if (parsed.resource === undefined) {
    if (!FOR_EVERYONE.test(url))
      evaluator.unresolved.push({
        place: site,
        why: `\`${url}\` is no resource: it needs a ClusterRole with \`nonResourceURLs\`, which this command does not write.`,
      });
    return;
  }
  const request = args[1];
  const uri = request?.fields?.get('uri');
  const asked = verb ?? verbOf(method ?? 'GET', parsed.name !== undefined, parsed.watches);
  const made = {
    verb: asked,
    subresource: constantOf(request?.fields?.get('subresource')) ?? parsed.subresource,
    on: { resource: `${parsed.group}/${parsed.resource}` },
    origin:
      parsed.namespace === undefined
        ? ANYWHERE
        : parsed.namespace.includes('{}')
          ? (((parsed.namespace === '{}' ? uri?.fields?.get('place') : undefined) ?? uri)?.origin ?? ANYWHERE)
          : { names: [parsed.namespace] },
    ...namesIn(request, parsed.name ?? (asked === 'list' || asked === 'watch' ? parsed.selected : undefined)),
    condition: frame.condition,
    isOfOther: isOfOther(args[0]),
    place: site,
    trail: frame.trail,
  };
  evaluator.requests.push(made);
  // Server-side apply also needs `create`; on a subresource it finds its object or fails.
  const applies = constantOf(request?.fields?.get('applies')) ?? 'perhaps';
  if (made.verb !== 'patch' || made.subresource !== undefined || applies === 'never') return;
  evaluator.requests.push({
    ...made,
    verb: 'create',
    condition: frame.condition ?? (applies === 'perhaps' ? PERHAPS_APPLIED : undefined),
  });
}

/** The object that a request names: in its URL, or as the argument of kube's builder. */
function namesIn(request: Value | undefined, name: string | undefined): Pick<Request, 'names' | 'oneName'> {
  if (name === undefined) return nameOf(request?.fields?.get('name'));
  return name.includes('{}')
    ? { names: undefined, oneName: oneNameOf(request?.fields?.get('uri'), [name]) }
    : { names: [name] };
}

/** Permissions of every authenticated user (kube-apiserver's system:discovery): bootstrappolicy/policy.go. */
const FOR_EVERYONE = /^(?:https?:\/\/[^/]*)?\/(?:$|\?|(?:api|apis|healthz|livez|readyz|openapi|version)(?:[/?]|$))/;

interface ParsedUrl {
  readonly group: string;
  readonly resource: string | undefined;
  readonly subresource: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** The name that a list or a watch selects. */
  readonly selected: string | undefined;
  readonly watches: boolean;
}

/** kube-apiserver's RequestInfo, for the paths of resources (apiserver pkg/endpoints/request/requestinfo.go). */
function parseUrl(url: string): ParsedUrl | undefined {
  const [path = '', query = ''] = url.split('?');
  const parts = path
    .replace(/^https?:\/\/[^/]*/, '')
    .split('/')
    .filter(Boolean);
  const none = {
    group: '',
    resource: undefined,
    subresource: undefined,
    namespace: undefined,
    name: undefined,
    selected: undefined,
    watches: false,
  };
  const group = parts[0] === 'api' ? '' : parts[0] === 'apis' ? parts[1] : undefined;
  if (group === undefined) return parts[0]?.includes('{}') === true ? undefined : none;
  if (group.includes('{}')) return undefined;
  let rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  let namespace: string | undefined;
  if (rest[0] === 'namespaces' && rest.length > 2 && rest[2] !== 'status' && rest[2] !== 'finalize') {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const [resource, inPath, subresource] = rest;
  if (resource?.includes('{}') === true) return undefined;
  const watches = /(?:^|&)watch=(?:true|1)/.test(query);
  const selected = /(?:^|&)fieldSelector=metadata\.name(?:=|%3D)([^&,]+)/.exec(query)?.[1];
  return { group, resource, subresource, namespace, name: inPath, selected, watches };
}

function verbOf(method: string, hasName: boolean, watches: boolean): string {
  switch (method.toUpperCase()) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return hasName ? 'delete' : 'deletecollection';
    default:
      return hasName ? 'get' : watches ? 'watch' : 'list';
  }
}
