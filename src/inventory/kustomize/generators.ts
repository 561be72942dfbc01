// The ConfigMaps and Secrets that a kustomization generates.
import { lineAtOrigin } from '../origin.ts';
import { itemsAt, partAt, partFrom, scalarPart, textAt, textsAt, withPart, type Part } from '../part.ts';
import { costOf } from '../cost.ts';
import { endedAt, type Builder } from './builder.ts';
import { below, pairsAt, type KustomizationFile } from './kustomization.ts';
import { kindOf, namesOf, namespaceOf, type Resource } from './resource.ts';
import { withPairs } from './labels.ts';
import { countChanged, isTooMuch } from './work.ts';

/**
 * The resources and those that the file generates. kustomize adds a hash of the content to each name and to every
 * reference to it; here both stay without it.
 */
export function withGenerated(
  resources: readonly Resource[],
  file: KustomizationFile,
  builder: Builder,
): readonly Resource[] {
  const entries = (['ConfigMap', 'Secret'] as const).flatMap((kind) =>
    itemsAt(file.root, kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator').map((entry) => ({
      kind,
      entry,
    })),
  );
  let all = resources;
  for (const { kind, entry } of entries) {
    if (isTooMuch(builder.work)) break;
    const made = generated(kind, entry, file, builder);
    builder.work.done += costOf(made);
    countChanged(all.length, 0, builder.work);
    all = absorbed(all, made, entry, builder);
  }
  if (isTooMuch(builder.work)) endedAt(file, builder);
  return all;
}

/**
 * According to `behavior`: next to the existing object, merged into it, or instead of it. Source: `absorbResource` of
 * kustomize.
 */
function absorbed(resources: readonly Resource[], made: Part, entry: Part, { unread }: Builder): readonly Resource[] {
  const behavior = textAt(entry, 'behavior') ?? 'create';
  const name = textAt(made, 'metadata', 'name') ?? '';
  const namespace = textAt(made, 'metadata', 'namespace');
  const there = resources.find(
    (one) =>
      kindOf(one) === textAt(made, 'kind') &&
      namesOf(one).includes(name) &&
      (namespace === undefined || namespaceOf(one) === namespace),
  );
  if ((behavior === 'create') !== (there === undefined))
    unread.push({
      path: entry.origin.document.file.path,
      line: lineAtOrigin(entry.origin),
      message: `kustomize refuses to ${behavior} ${name}, which ${there === undefined ? 'is not here' : 'is here already'}`,
    });
  if (there === undefined) return [...resources, { part: made, earlier: [] }];
  return resources.map((one) =>
    one === there ? { ...one, part: merged(one.part, made, behavior === 'replace') } : one,
  );
}

function merged(before: Part, made: Part, replaces: boolean): Part {
  const start = replaces ? withPart(before, ['data'], undefined) : before;
  return [['data'], ['metadata', 'labels'], ['metadata', 'annotations']].reduce(
    (part, keys) => withPairs(part, keys, pairsAt(made, ...keys)),
    start,
  );
}

function generated(kind: 'ConfigMap' | 'Secret', entry: Part, file: KustomizationFile, builder: Builder): Part {
  const namespace = textAt(entry, 'namespace');
  const shown = [...dataOf(entry, file, builder)].map(([key, value]) => [
    key,
    value !== undefined && kind === 'Secret' ? Buffer.from(value).toString('base64') : (value ?? ''),
  ]);
  const made = partFrom(
    {
      apiVersion: 'v1',
      kind,
      metadata: { name: textAt(entry, 'name') ?? '', ...(namespace === undefined ? {} : { namespace }) },
      ...(kind === 'Secret' ? { type: textAt(entry, 'type') ?? 'Opaque' } : {}),
      ...(shown.length === 0 ? {} : { data: Object.fromEntries(shown) }),
    },
    entry.origin,
  );
  // The options of an entry override those for all.
  return [partAt(file.root, ['generatorOptions']), partAt(entry, ['options'])].reduce<Part>(
    (part, options) => (options === undefined ? part : withOptions(part, options)),
    made,
  );
}

function withOptions(made: Part, options: Part): Part {
  const labelled = withPairs(made, ['metadata', 'labels'], pairsAt(options, 'labels'));
  const annotated = withPairs(labelled, ['metadata', 'annotations'], pairsAt(options, 'annotations'));
  return textAt(options, 'immutable') === 'true'
    ? withPart(annotated, ['immutable'], scalarPart(true, options.origin))
    : annotated;
}

/** By key; undefined if the file with the value was not read. */
function dataOf(entry: Part, file: KustomizationFile, builder: Builder): ReadonlyMap<string, string | undefined> {
  const read = (named: string): string | undefined => textBeside(named, entry, file, builder);
  const data = new Map<string, string | undefined>();
  for (const literal of textsAt(entry, 'literals')) {
    const at = literal.indexOf('=');
    data.set(literal.slice(0, at), literal.slice(at + 1).replace(/^(["'])(.*)\1$/s, '$2'));
  }
  for (const named of textsAt(entry, 'files')) {
    const [, key, path = ''] = /^(?:([^=]*)=)?(.*)$/.exec(named) ?? [];
    data.set(key ?? path.split('/').at(-1) ?? path, read(path));
  }
  for (const named of [...textsAt(entry, 'envs'), ...[textAt(entry, 'env') ?? []].flat()])
    for (const line of read(named)?.split(/\r?\n/) ?? []) {
      const [, key, value] = /^\s*([^#=\s][^=]*)=(.*)$/.exec(line) ?? [];
      if (key !== undefined) data.set(key, value);
    }
  return data;
}

/**
 * The content of a file next to the kustomization. An existing file that was not read changes nothing that rules judge.
 */
function textBeside(
  named: string,
  entry: Part,
  file: KustomizationFile,
  { repository, files, unread }: Builder,
): string | undefined {
  const path = below(file, named);
  const text = repository.files.get(path);
  if (text !== undefined) files.add(path);
  else if (!repository.skipped.some((one) => one.path === path || path.startsWith(`${one.path}/`)))
    unread.push({
      path: file.path,
      line: lineAtOrigin(entry.origin),
      message: `${named} is not here, so what is generated from it is not known`,
    });
  return text;
}
