import { setToml, tomlAt, type TomlFile } from '../../formats/toml/toml.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { rootManifest } from '../look/cargo.ts';

export const unsafeForbidden = defineRule({
  id: 'unsafe-forbidden',
  title: 'The compiler refuses unsafe code',
  why: 'Rust gives a controller memory safety; one unsafe block removes it for the whole process.',
  group: 'Supply chain',
  severity: 'low',
  reference: pages.kube,
  profile: 'auditor',
  advice: 'Write unsafe_code = "forbid" in [lints.rust].',
  decision: 'Macros of other crates must not generate unsafe code in yours either.',
  fix: 'ask',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    if (cargo === undefined) return [];
    const lints = [
      tomlAt(cargo.value, 'lints', 'rust', 'unsafe_code'),
      tomlAt(cargo.value, 'workspace', 'lints', 'rust', 'unsafe_code'),
    ].map((one) => JSON.stringify(one ?? ''));
    const attribute = [...inventory.repository.files].some(
      ([path, text]) => /(^|\/)src\/(main|lib)\.rs$/.test(path) && /#!\[(forbid|deny)\([^)#]*unsafe_code/.test(text),
    );
    const kept = attribute || lints.some((one) => /forbid|deny/.test(one));
    return [
      {
        state: kept ? 'kept' : 'broken',
        path: cargo.path,
        line: 1,
        message: 'neither [lints.rust] nor a crate forbids unsafe_code',
        ...(canForbid(inventory, cargo)
          ? { change: () => ({ path: cargo.path, edits: setToml(cargo, 'lints.rust', 'unsafe_code', '"forbid"') }) }
          : {}),
      },
    ];
  },
});

/** One package with lints of its own that do not name unsafe code. */
function canForbid({ repository }: Inventory, { value }: TomlFile): boolean {
  const single =
    tomlAt(value, 'package') !== undefined &&
    tomlAt(value, 'workspace') === undefined &&
    tomlAt(value, 'lints', 'workspace') === undefined &&
    tomlAt(value, 'lints', 'rust', 'unsafe_code') === undefined;
  return single && ![...repository.files].some(([path, text]) => path.endsWith('.rs') && /\bunsafe\b(?!_)/.test(text));
}
