// The settings of cargo that run programs or turn off checks on every machine that builds.
import type { Entry, TomlFile } from '../../formats/toml/toml.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { keptByWorkloads } from '../look/objects.ts';

export const plainCargoConfig = defineRule({
  id: 'plain-cargo-config',
  title: 'The settings of cargo run no script and keep the protections of a binary',
  why: 'A wrapper, linker or runner of the repository runs at each build, and reviewers rarely open this folder. Flags there hold for every crate.',
  group: 'Supply chain',
  severity: 'medium',
  reference: 'https://doc.rust-lang.org/cargo/reference/config.html',
  profile: 'auditor',
  advice: 'Name programs that are installed, such as clang, and leave the protections of the linker on.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...[...inventory.toml.values()]
      .filter(({ path }) => /(^|\/)\.cargo\/config\.toml$/.test(path) && isShipped(path))
      .flatMap(judge),
  ],
});

function judge(file: TomlFile): readonly Sight[] {
  const found = file.entries.flatMap((entry): readonly Sight[] => {
    const says = whyStrange(entry, file.text.slice(entry.valueStart, entry.end));
    return says === undefined
      ? []
      : [{ state: 'broken', path: file.path, line: entry.line, ...about('', `${entry.key} ${says}`, entry.key) }];
  });
  return found.length > 0 ? found : [{ state: 'kept', path: file.path, line: 1, message: '' }];
}

/** A value with a slash is a path in this repository, or on the machine that builds. */
function whyStrange({ key }: Entry, value: string): string | undefined {
  const isProgram =
    /^build\.rustc(?:-wrapper|-workspace-wrapper)?$|^target\..*\.(?:linker|runner)$|(?:^|\.)credential-provider$/;
  if (isProgram.test(key) && /["']\.{0,2}\/|["'][\w.-]+\/[^"']*\.(?:sh|py)\b/.test(value))
    return 'runs a file of the repository';
  const [flag] =
    /relocation-model=(?:static|dynamic-no-pic)|relro-level=(?:off|partial)|overflow-checks=(?:off|no|n)\b|-z[ ,]?(?:norelro|execstack|lazy)|-no-pie\b|control-flow-guard=(?:no|off)/.exec(
      value,
    ) ?? [];
  if (/(?:^|\.)rustflags$/.test(key) && flag !== undefined) return `turns a protection off: ${flag}`;
  return undefined;
}
