import { defineRule, pages, type Change } from '../rule.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';
import { givenWords } from '../look/given-words.ts';
import { installsKeptTools } from '../look/installed-tools.ts';
import { lockFits } from '../look/lock-file.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { withoutTrailing } from '../../without-trailing.ts';
import { lineage, type Dockerfile } from '../../formats/dockerfile/dockerfile.ts';
import type { Instruction } from '../../formats/dockerfile/instructions.ts';

const build = /\bcargo\s+(?:\+\S+\s+)?(?:auditable\s+|chef\s+cook|zigbuild|build|install)\b[^&|;\n]*/g;

export const lockedImageBuild = defineRule({
  id: 'locked-image-build',
  title: 'The image is built from Cargo.lock',
  why: 'Without --locked the image may contain other versions than the tested ones.',
  group: 'Image',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Add --locked to cargo build and cargo install.',
  decision: 'The build fails while Cargo.lock is missing or out of date.',
  fix: 'safe',
  look: (inventory) =>
    inventory.dockerfiles.flatMap((file) =>
      wrongInstructions(
        file,
        file.instructions.filter(({ keyword, rest }) => keyword === 'RUN' && rest.includes('cargo')),
        (one) => (unlocked(one).length > 0 ? `${unlocked(one)[0]?.slice(0, 60).trim()} without --locked` : undefined),
        (one) =>
          unlocked(one).some((command) => givenWords(command).length > 0)
            ? { fix: 'manual' }
            : { fix: bringsTheLock(file, inventory, one) ? 'safe' : 'ask', change: () => addLocked(file, one) },
      ),
    ),
});

/** The build gets an up-to-date lock file; an installed tool brings its own. */
function bringsTheLock(file: Dockerfile, inventory: Inventory, one: Instruction): boolean {
  const tools = unlocked(one).filter((command) => /\binstall\b/.test(command) && !/--path\b/.test(command));
  if (!tools.every(installsKeptTools)) return false;
  if (tools.length === unlocked(one).length) return true;
  // The recipe of cargo-chef contains the lock. What it builds from has only a stand-in, until the lock itself is
  // copied.
  const isCooked = unlocked(one).every((command) => /\bchef\s+cook\b/.test(command));
  const copied = (isCooked ? file.instructions : instructionsBefore(file, one)).some(
    ({ keyword, rest }) =>
      (keyword === 'COPY' || keyword === 'ADD') &&
      !rest.includes('--from=') &&
      /(^|[\s",[])(\.\/?|\.\/\*|\*|(\.\/)?Cargo(\.lock|\.\*|\*|\.\w*\*))($|[\s",])/.test(
        `${rest.trim().split(/\s+/).slice(0, -1).join(' ')} `,
      ),
  );
  const ignored = [...inventory.repository.files].some(
    ([path, text]) =>
      /\.(docker|container)ignore$/.test(path) &&
      (/^[ \t]*(\*\*\/)?\/?Cargo\.lock[ \t]*$/m.test(text) ||
        (/^[ \t]*(\*|\*\*|\.)[ \t]*$/m.test(text) && !/^!\/?Cargo(\.lock|\.\*|\*)/m.test(text))),
  );
  return (
    copied && !ignored && lockFits(inventory) && (isCooked || bringsMembers(instructionsBefore(file, one), inventory))
  );
}

/**
 * The lock lists every package of the workspace. If one is missing, cargo removes from the lock what only that package
 * needs.
 */
function bringsMembers(before: readonly Instruction[], { toml }: Inventory): boolean {
  const sources = before
    .filter(({ keyword, rest }) => /^(COPY|ADD)$/.test(keyword) && !rest.includes('--from='))
    .flatMap(({ rest }) =>
      rest
        .replaceAll(/[",[\]]/g, ' ')
        .trim()
        .split(/\s+/)
        .slice(0, -1),
    )
    .map((word) => withoutTrailing(word.replace(/^\.?\//, ''), '/'));
  if (before.some(({ keyword, rest }) => keyword === 'RUN' && /\bCargo\.(toml|lock)\b/.test(rest))) return false;
  const isHere = (folder: string): boolean =>
    sources.some((source) => /^[.*]?$/.test(source) || folder === source || folder.startsWith(`${source}/`));
  return [...toml.keys()]
    .filter((path) => path.endsWith('/Cargo.toml'))
    .every((path) => isHere(path.slice(0, -'/Cargo.toml'.length)));
}

/** The instructions of the same stage, and of the stages that it builds on. */
function instructionsBefore({ stages }: Dockerfile, one: Instruction): readonly Instruction[] {
  const stage = stages.find(({ instructions }) => instructions.includes(one));
  return stage === undefined
    ? []
    : lineage(stage)
        .flatMap(({ instructions }) => instructions)
        .filter(({ start }) => start < one.start);
}

function unlocked({ rest }: Instruction): readonly string[] {
  return (rest.match(build) ?? []).filter((command) => !/--(locked|frozen)\b/.test(command));
}

function addLocked(file: Dockerfile, { start, end }: Instruction): Change {
  const edits = [
    ...file.text
      .slice(start, end)
      .matchAll(
        /\bcargo\s+(?:\+\S+\s+)?(?:auditable\s+)?(?:chef\s+cook|zigbuild|build|install)\b((?:[^&|;\n\\]|\\\r?\n)*)/g,
      ),
  ]
    .filter((match) => !/--(locked|frozen)\b/.test(match[0]))
    .map((match) => {
      const at = start + match.index + match[0].length - (match[1] ?? '').length;
      return { start: at, end: at, text: ' --locked' };
    });
  return edits.length === 0 ? { path: file.path, refused: 'a shell builds the command' } : { path: file.path, edits };
}
