// The way from `main` to the calls that need one permission.

import { nameOf } from '../words.ts';
import { paragraphs } from '../../formats/wrap.ts';
import type { Inference } from '../../inference/infer.ts';
import type { Files } from '../../repo/files.ts';

/**
 * Lines that explain `group/resource:verb` (of the core group also `core/pods:get` or `pods:get`); undefined if the
 * code does not need it.
 */
export function explain(files: Files, inference: Inference, given: string): readonly string[] | undefined {
  const wanted = given.replace(/^(?:core)?\//, '');
  const parts: (readonly string[])[] = [];
  for (const binary of inference.binaries) {
    for (const permission of binary.permissions) {
      if (`${nameOf(permission)}:${permission.verb}` !== wanted) continue;
      for (const { path, line, trail } of permission.evidence) {
        const steps = trail.map((step, at) => `${'  '.repeat(at + 1)}${step.name}  ${step.path}:${step.line}`);
        const source = files.get(path)?.split('\n')[line - 1]?.trim() ?? '';
        parts.push([
          `${binary.name}: ${permission.verb} ${nameOf(permission)}${permission.condition === null ? '' : ` (only sometimes: ${permission.condition})`}`,
          ...steps,
          `${'  '.repeat(trail.length + 1)}${path}:${line}  ${source}`,
        ]);
      }
    }
  }
  return parts.length === 0 ? undefined : paragraphs(parts);
}

/** Every permission that can be explained, for a message. */
export function explainable(inference: Inference): readonly string[] {
  return [
    ...new Set(
      inference.binaries.flatMap(({ permissions }) =>
        permissions.map((permission) => `${nameOf(permission)}:${permission.verb}`),
      ),
    ),
  ];
}
