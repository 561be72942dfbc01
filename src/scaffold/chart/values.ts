// values.yaml: the settings that the templates of a chart use, each with its default and its purpose.
import { emitPair, emitText, type Plain } from '../../formats/yaml/emit.ts';
import type { Setting } from './settings.ts';

export interface ChartValue extends Setting {
  readonly default: Plain;
}

/** The used settings, in the order of the list. */
export function askedSettings(settings: readonly Setting[], asked: ReadonlyMap<string, Plain>): readonly ChartValue[] {
  return settings.flatMap((setting) => {
    const found = asked.get(setting.key);
    return found === undefined ? [] : [{ ...setting, default: found }];
  });
}

export function valuesText(values: readonly ChartValue[]): string {
  const lines = ['# The values of this chart; values.schema.json refuses any other. No value weakens the hardening.'];
  let open: readonly string[] = [];
  for (const { key, about, default: value } of values) {
    const names = key.split('.');
    const shared = names.findIndex((name, at) => name !== open[at]);
    for (const [at, name] of names.entries()) {
      if (at < shared) continue;
      if (at === 0) lines.push('');
      const column = 2 * at;
      if (at < names.length - 1) lines.push(`${' '.repeat(column)}${emitText(name)}:`);
      else lines.push(`${' '.repeat(column)}# ${about}`, emitPair(name, value, column));
    }
    open = names.slice(0, -1);
  }
  return `${lines.join('\n')}\n`;
}
