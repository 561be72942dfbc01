// The statements of presets about answers: accepted values, fixed values, offered values.
import type { Value } from '../answers/answer.ts';
import type { Limits } from '../answers/limits.ts';
import { own } from '../table.ts';
import { matches } from './expression.ts';
import type { Layer, Limit, Preset } from './preset.ts';

/** The limits of a preset on the answers of a repository. */
export function limitsOf(preset: Preset): Limits {
  const limitsOn = (key: string) =>
    preset.layers.flatMap((layer) => {
      const limit = own(layer.answers, key);
      return limit === undefined ? [] : [{ layer, limit }];
    });
  return {
    refusal: (key, value) => {
      const found = limitsOn(key).find(({ limit }) => !accepts(limit, value));
      return found && `is not accepted by ${titleOf(found.layer)}: ${words(found.limit)} (${found.limit.reason})`;
    },
    locked: (key) => {
      const found = limitsOn(key).find(({ limit }) => limit.locked !== undefined);
      return found?.limit.locked === undefined
        ? undefined
        : { value: found.limit.locked, reason: `${titleOf(found.layer)}: ${found.limit.reason}` };
    },
    offered: (key) => {
      const limits = limitsOn(key).map(({ limit }) => limit);
      const offers = new Map(
        limits.flatMap((limit) =>
          limit.default === undefined ? [] : [[JSON.stringify(limit.default), limit.default]],
        ),
      );
      const [offer, ...others] = offers.values();
      // Two different offers cancel each other: neither takes precedence.
      return offer !== undefined && others.length === 0 && limits.every((limit) => accepts(limit, offer))
        ? offer
        : undefined;
    },
  };
}

export function titleOf({ name, version }: Pick<Layer, 'name' | 'version'>): string {
  return version === undefined ? `the preset ${name}` : `the preset ${name}@${version}`;
}

export function accepts({ locked, allowed, pattern }: Limit, value: Value): boolean {
  const members = typeof value === 'object' ? value : [value];
  return (
    (locked === undefined || JSON.stringify(locked) === JSON.stringify(value)) &&
    (allowed === undefined || members.every((member) => allowed.includes(member))) &&
    (pattern === undefined || members.every((member) => matches(pattern, String(member))))
  );
}

function words({ locked, allowed, pattern }: Limit): string {
  return [
    ...(locked === undefined ? [] : [`it is locked to ${[locked].flat().join(',')}`]),
    ...(allowed === undefined ? [] : [`allowed: ${allowed.join(', ') || 'nothing'}`]),
    ...(pattern === undefined ? [] : [`it must match ${pattern}`]),
  ].join('; ');
}
