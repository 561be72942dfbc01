// What `uses` of a workflow names: an action or a workflow of another repository, or an image.
import { read, type Reading } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Moving } from '../../inventory/pins.ts';
import { itemsOf, textOf } from '../../formats/yaml/values.ts';
import { movingImage } from '../edit/pinning.ts';
import { table } from '../../table.ts';

export interface RemoteUse {
  /** As written, up to what names the version. */
  readonly stem: string;
  /** What to ask the network about. */
  readonly moving: Moving;
  /** Where the version was an argument: the input that takes it from now on. */
  readonly input?: { readonly name: string; readonly value: string };
}

/**
 * Actions whose branches and tags are arguments: each differs from one line of development by the default of an input.
 * The commit of such a branch is replaced with every release and may be collected as garbage; its users are told to
 * name the line of development and give the input: https://github.com/dtolnay/rust-toolchain#inputs,
 * https://github.com/taiki-e/install-action#example-workflow.
 */
const argumentsAsRefs = table<{ readonly input: string; readonly ref: string; readonly real: RegExp }>({
  'dtolnay/rust-toolchain': { input: 'toolchain', ref: 'master', real: /^(master|v1)$/ },
  'taiki-e/install-action': { input: 'tool', ref: 'v2', real: /^(main|v\d.*)$/ },
});

/** What the steps of the repository's own actions use, and the image that one runs in. */
export function usesOfActions({ actions }: Inventory): readonly Reading[] {
  const documents = actions.flatMap((file) => file.documents.slice(0, 1));
  return documents.flatMap((document) => {
    const image = read(document, ['runs', 'image']);
    return [
      ...(textOf(image.value).startsWith('docker://') ? [image] : []),
      ...itemsOf(read(document, ['runs', 'steps'])).map((_, index) => read(document, ['runs', 'steps', index, 'uses'])),
    ];
  });
}

/** Undefined where it names nothing that moves, or nothing that is understood. */
export function remoteUse(uses: string): RemoteUse | undefined {
  const image = uses.startsWith('docker://') ? movingImage(uses.slice('docker://'.length)) : undefined;
  if (image !== undefined) return { stem: uses, moving: image };
  const [, stem = '', repository, ref = ''] = /^(([\w.-]+\/[\w.-]+)(?:\/[^@\s]+)?)@([^\s@]+)$/.exec(uses) ?? [];
  if (repository === undefined || /^[0-9a-f]{40}$/.test(ref)) return undefined;
  const argument = argumentsAsRefs[repository.toLowerCase()];
  if (argument === undefined || argument.real.test(ref))
    return { stem, moving: { kind: 'action', name: `${repository}@${ref}` } };
  return {
    stem,
    moving: { kind: 'action', name: `${repository}@${argument.ref}` },
    input: { name: argument.input, value: ref },
  };
}

/** Why a digest would break what is used, or undefined. */
export function whyByTag(uses: string): string | undefined {
  // https://github.com/slsa-framework/slsa-github-generator#referencing-slsa-builders-and-generators
  return /^slsa-framework\/slsa-github-generator\//i.test(uses)
    ? 'it looks itself up by the tag of its release, and fails when pinned to a commit'
    : undefined;
}
