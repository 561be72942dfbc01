// The target of `uses` in a workflow: an action or a workflow of another repository, or an image.
import { read, type Reading } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Moving } from '../../inventory/pins.ts';
import { itemsOf, textOf } from '../../formats/yaml/values.ts';
import { movingImage } from '../edit/pinning.ts';
import { table } from '../../table.ts';

export interface RemoteUse {
  /** The reference as written, without its version. */
  readonly stem: string;
  /** The reference to look up on the network. */
  readonly moving: Moving;
  /** If the version was an argument: the input that has it after the fix. */
  readonly input?: { readonly name: string; readonly value: string };
}

/**
 * Actions whose branches and tags are arguments: each differs from one development branch by the default of an input.
 * The commit of such a branch is replaced with every release and may be garbage-collected; the actions tell their
 * users to name the development branch and give the input: https://github.com/dtolnay/rust-toolchain#inputs,
 * https://github.com/taiki-e/install-action#example-workflow.
 */
const argumentsAsRefs = table<{ readonly input: string; readonly ref: string; readonly real: RegExp }>({
  'dtolnay/rust-toolchain': { input: 'toolchain', ref: 'master', real: /^(master|v1)$/ },
  'taiki-e/install-action': { input: 'tool', ref: 'v2', real: /^(main|v\d.*)$/ },
});

/** The targets of `uses` in the repository's own actions, and the image in which such an action runs. */
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

/** Undefined if the target cannot move, or is not understood. */
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

/** The reason why a digest would break the action, or undefined. */
export function whyByTag(uses: string): string | undefined {
  // https://github.com/slsa-framework/slsa-github-generator#referencing-slsa-builders-and-generators
  return /^slsa-framework\/slsa-github-generator\//i.test(uses)
    ? 'it looks itself up by the tag of its release, and fails when pinned to a commit'
    : undefined;
}
