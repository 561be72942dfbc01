// Loads the preset of a flag, with everything that it extends: a folder, or one version of a package.
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { RecordedPreset } from '../../answers/document.ts';
import { UserError } from '../../errors.ts';
import type { Package } from '../../network/read-package.ts';
import type { ReadFile } from '../../presets/files.ts';
import { parsePreset } from '../../presets/parse.ts';
import { presetOf, type Layer, type Preset } from '../../presets/preset.ts';
import { readTextBelow, textOf, type Text } from '../../repo/read-file.ts';
import { whyUnsafe } from '../../repo/safe-path.ts';

export interface Loaded {
  readonly preset: Preset;
  readonly recorded: RecordedPreset;
}

/** The source of presets, for tests: a registry on this machine. */
export type ReadPackage = (name: string, version: string) => Promise<Package>;

const deepest = 5;

/**
 * Loads a preset.
 *
 * @param named NAME@VERSION, or a folder
 * @throws UserError with status 2 that names all its faults, or with status 3 if a registry does not give it
 */
export async function loadPreset(named: string, cwd: string, readPackage: ReadPackage = fromRegistry): Promise<Loaded> {
  const layers: Layer[] = [];
  const seen = new Set<string>();
  let next: string | undefined = named;
  let from = cwd;
  let first: Source | undefined;
  while (next !== undefined) {
    const source = await sourceOf(next, from, readPackage);
    if (seen.has(source.id)) throw refusal(next, ['It extends itself.']);
    if (seen.size === deepest) throw refusal(named, [`It extends more than ${deepest - 1} others.`]);
    seen.add(source.id);
    const { layer, extends: parent, problems } = parsedFrom(source);
    if (problems.length > 0) throw refusal(next, problems);
    layers.push(layer);
    first ??= source;
    next = parent;
    from = source.folder ?? cwd;
    if (parent !== undefined && source.folder === undefined && !isPackage(parent))
      throw refusal(named, [`extends ${JSON.stringify(parent)}: a package can only extend one version of a package.`]);
  }
  const preset = presetOf(layers);
  return { preset, recorded: recordOf(first, preset) };
}

interface Source {
  readonly id: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly integrity: string | undefined;
  readonly folder: string | undefined;
  readonly read: ReadFile;
}

const exact = /^((?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*)@(\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?)$/;

function isPackage(named: string): boolean {
  return !/^[./~]|^[A-Za-z]:\\/.test(named) && exact.test(named);
}

async function sourceOf(named: string, cwd: string, readPackage: ReadPackage): Promise<Source> {
  const [, name, version] = exact.exec(named) ?? [];
  if (isPackage(named) && name !== undefined && version !== undefined) {
    const { integrity, files } = await readPackage(name, version);
    const read: ReadFile = (file) => {
      const bytes = files.get(file);
      return bytes === undefined ? { why: 'is not in the package' } : textOf(bytes);
    };
    return { id: named, name, version, integrity, folder: undefined, read };
  }
  if (/^(@[^/]+\/)?[^./\\][^/\\]*@|^[a-z]+:/.test(named))
    throw refusal(named, [
      'A package needs exactly one version, such as "@acme/controller-preset@1.4.0"; no range, tag, URL or git.',
    ]);
  const folder = path.resolve(cwd, named);
  const read: ReadFile = (file) =>
    whyUnsafe(file, true) === undefined ? readTextBelow(folder, file) : { why: 'leads out of the folder' };
  return {
    id: folder,
    ...namesIn(read('package.json'), path.basename(folder)),
    integrity: undefined,
    folder,
    read,
  };
}

/** A folder may be an unpublished package. */
function namesIn(manifest: Text, fallback: string): Pick<Source, 'name' | 'version'> {
  try {
    const { name = fallback, version } = JSON.parse(manifest.why === undefined ? manifest.content : '{}');
    return { name: String(name), version: version === undefined ? undefined : String(version) };
  } catch {
    return { name: fallback, version: undefined };
  }
}

function parsedFrom({ name, version, folder, read }: Source) {
  const text = read('preset.yaml');
  if (text.why !== undefined)
    throw new UserError(`--preset ${folder ?? `${name}@${version}`}: preset.yaml ${text.why}.`, {
      status: 2,
    });
  return parsePreset(text.content, { name, version }, read);
}

/** The identity of a package is npm's digest; that of a folder is a digest of its layers. */
function recordOf(first: Source | undefined, preset: Preset): RecordedPreset {
  const digest = createHash('sha512').update(JSON.stringify(preset)).digest('base64');
  return { name: first?.name ?? '', version: first?.version, integrity: first?.integrity ?? `sha512-${digest}` };
}

function refusal(named: string, problems: readonly string[]): UserError {
  return new UserError(`--preset ${named} cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
    status: 2,
  });
}

async function fromRegistry(name: string, version: string): Promise<Package> {
  const { readPackage } = await import('../../network/read-package.ts');
  return readPackage(name, version);
}
