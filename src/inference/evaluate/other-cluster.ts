// Clients of another cluster. The account of the program asks nothing there: the settings of that cluster name another one.

import { prune } from '../types/ty.ts';
import { choices } from './constant-list.ts';
import type { Frame } from './frame.ts';
import type { ModelCall } from './model-call.ts';
import { text, type Value } from './value.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';

/** The condition of a request that only another cluster gets. */
export const OTHER_CLUSTER =
  'Only in another cluster: the client has the settings of that one, where the program has another account.';

const MARK = 'elsewhere';
const URL = 'cluster_url';

/**
 * Whether a client, its settings or what was made with it surely belong to another cluster. Joined with a value of which
 * that is not sure, it is not sure either, because both need the mark.
 */
export function isOfOther(value: Value | undefined): boolean {
  const fields = value?.fields;
  return fields !== undefined && (fields.has(MARK) || isOtherServer(fields.get(URL)));
}

/** The value with the mark. */
export function ofOther(value: Value): Value {
  return { ...value, fields: new Map([...(value.fields ?? []), [MARK, text(MARK)]]) };
}

/** `#[cluster(client)]`: the cluster of this argument; `#[cluster(url)]`: at this address. */
export function clusterOf(word: string, { value, given }: Pick<ModelCall, 'value' | 'given'>): Value {
  const source = given.get(word);
  if (word === 'url' && source !== undefined)
    return { ...value, fields: new Map([...(value.fields ?? []), [URL, source]]) };
  return isOfOther(source) || isParsed(word, source) ? ofOther(value) : value;
}

/** A kubeconfig that a parser made of some text: kube's own functions read that of the program. */
function isParsed(word: string, source: Value | undefined): boolean {
  return word === 'kubeconfig' && source?.crate !== undefined && /serde|yaml|json/.test(source.crate);
}

/** `config.cluster_url = …` in the block that declares `config`, so that it happens always. */
export function noteServer(target: Syntax, holder: Value, url: Value, frame: Frame): void {
  const ty = prune(holder.ty);
  const place = target.child('value');
  const isSettings = ty.k === 'nominal' && ty.def.name === 'Config' && ty.def.module?.crate.isModel === true;
  if (!isSettings || target.child('field')?.text !== URL || place?.type !== 'identifier') return;
  const fields = new Map([...(holder.fields ?? []), [URL, url]]);
  // The value may have other names, such as that of a clone, which keep the address that they had.
  frame.variables.replaceHere(place.text, { ...holder, fields });
}

/** Addresses of the own API server, and of a way to it: a proxy or a tunnel on this machine. */
const OWN_SERVER = /^(?:kubernetes(?:\.default(?:\.svc(?:\.[\w.-]*)?)?)?|localhost)$/;

/** The address is constant, and has the name of another host. */
function isOtherServer(url: Value | undefined): boolean {
  const urls = choices(url?.fields?.get('pattern')) ?? choices(url) ?? [];
  return urls.length > 0 && urls.every((each) => isOtherHost(/^https?:\/\/([\w.{}-]*)/.exec(each)?.[1] ?? ''));
}

/** An address in numbers may be that of the own API server. */
function isOtherHost(host: string): boolean {
  return /[a-z]/i.test(host) && !host.includes('{}') && !OWN_SERVER.test(host);
}
