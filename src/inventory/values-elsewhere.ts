// Values for foreign charts, which a script or a page gives to Helm: without the chart they cannot be judged.
import path from 'node:path';
import type { Repository, Skipped } from '../repo/repository.ts';
import { chartNames } from './charts.ts';
import { isShipped } from './shipped.ts';

/** Each file of this repository that `helm install` or `helm upgrade` gets as values for a chart outside it. */
export function valuesElsewhere(repository: Repository): readonly Skipped[] {
  const { files } = repository;
  const own = chartNames(repository);
  const found = new Map<string, Skipped>();
  for (const [file, text] of files) {
    if (!commands.test(file) || !text.includes('helm ')) continue;
    for (const line of text.replaceAll(/\\\r?\n/g, ' ').split('\n')) {
      const words = wordsAfter(line);
      const chart = words.find((word) => isElsewhere(word, own));
      if (chart === undefined) continue;
      for (const given of valuesIn(words)) {
        const values = [path.posix.join(path.posix.dirname(file), given), path.posix.normalize(given)].find(
          (one) => files.has(one) && isShipped(one),
        );
        if (values !== undefined) found.set(values, { path: values, why: `values of ${chart}, a chart of others` });
      }
    }
  }
  return [...found.values()];
}

const commands = /(^|\/)((GNUm|m)akefile|\.?justfile|Tiltfile)$|\.(mk|just|sh|bash|md|adoc)$/i;

/** The words after `helm install` and `helm upgrade`. */
function wordsAfter(line: string): readonly string[] {
  const found = /\bhelm (?:install|upgrade)\s/.exec(line);
  const rest = found === null ? '' : line.slice(found.index + found[0].length);
  return rest.split(/\s+/).map((word) => word.replaceAll(/^["'`]|["'`]$/g, ''));
}

/** `oci://…`, an archive, or the chart of an added repository: `bitnami/redis`. A chart that is built here has a local name. */
function isElsewhere(word: string, own: ReadonlySet<string>): boolean {
  const isAddress = /^(?:oci|https):\/\//.test(word) || /^[a-z][\w-]*\/[a-z][\w-]*$/.test(word);
  return isAddress && !own.has(word.split('/').at(-1)?.split(/[:@]/)[0] ?? '');
}

function valuesIn(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    const [, same] = /^(?:-f|--values)=(.+)$/.exec(word) ?? [];
    return same !== undefined ? [same] : /^(-f|--values)$/.test(word) ? [words[at + 1] ?? ''] : [];
  });
}
