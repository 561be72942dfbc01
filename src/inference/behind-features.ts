// Programs that make requests only with a feature that is off.

import { normalized } from './package-paths.ts';
import { REQUESTING } from './reach.ts';
import type { Binary } from './infer.ts';
import type { Files, Package } from './workspace.ts';

/**
 * The packages whose programs need nothing as they are read, and that have kube as an optional dependency which no feature
 * enables: whoever builds the program may enable it.
 */
export function behindFeatures(
  packages: readonly Package[],
  programs: readonly Binary[],
  files: Files,
): readonly { readonly path: string; readonly line: number; readonly why: string }[] {
  return packages.flatMap(({ directory, binaries, off }) => {
    const crate = off.find((name) => REQUESTING.includes(name));
    const asks = programs.some(
      ({ path, permissions, unknown }) =>
        permissions.length + unknown.length > 0 && binaries.some((one) => one.path === path),
    );
    if (crate === undefined || binaries.length === 0 || asks) return [];
    const path = normalized(directory, 'Cargo.toml');
    const lines = (files.get(path) ?? '').split('\n');
    const line = lines.findIndex((each) => KEY.exec(each)?.[1] === crate || RENAMED.exec(each)?.[1] === crate) + 1;
    const why = `No feature that is on by default enables \`${crate}\`, so what the program asks for with it is not known.`;
    return [{ path, line: Math.max(1, line), why }];
  });
}

const KEY = /^\s*(?:\[[^\]]*dependencies\.)?["']?([\w-]+)["']?\s*[\].=]/;
const RENAMED = /\bpackage\s*=\s*["']([\w-]+)["']/;
