// The requests of an Api and a client, by the model of kube: the names of their methods, and the number of arguments.

import { once } from '../../once.ts';
import { Module } from '../names/definitions.ts';
import { attributesOf } from './model-attributes.ts';
import type { Program } from './program.ts';

type Requests = ReadonlyMap<string, ReadonlySet<number>>;

/** Whether an Api or a client has a request with this name and number of arguments. */
export function isRequest(program: Program, name: string, count: number): boolean {
  return requests(program).get(name)?.has(count) === true;
}

const ASKED = new Set(['Api<K>', 'Client']);
const ASKS = new Set(['rbac', 'entry', 'raw']);
/** Sinks and channels have methods with these names too. */
const COMMON = new Set(['send', 'connect']);

const requests = once(requestsOf);

function requestsOf({ crates }: Program): Requests {
  const found = new Map<string, Set<number>>();
  const kube = crates.find(({ name, isModel }) => isModel && name === 'kube');
  for (const place of ['api', 'client'])
    for (const module of kube?.root.items.get(place) ?? [])
      for (const impl of module instanceof Module ? module.impls : [])
        for (const fn of ASKED.has(impl.selfType.text) ? impl.functions.values() : [])
          if (
            !COMMON.has(fn.name) &&
            (attributesOf(fn).some(({ name }) => ASKS.has(name)) || fn.syntax.text.includes('::scoped('))
          )
            found.set(fn.name, (found.get(fn.name) ?? new Set<number>()).add(fn.parameters.length - 1));
  return found;
}
