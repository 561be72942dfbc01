// The place where the image of a stage is written, so that a digest can be added to it.
import type { Dockerfile, Stage } from '../../formats/dockerfile/dockerfile.ts';
import type { Repository } from '../../repo/repository.ts';

/** The end of the reference, or the reason why no digest may follow. */
export type Writing = { readonly end: number } | { readonly refused: string };

/** The end in `FROM`, or in the default of an argument that the reference ends with. */
export function writingOf(file: Dockerfile, stage: Stage, repository: Repository): Writing {
  if (!stage.image.includes('$')) return { end: startOfImage(file, stage) + stage.image.length };
  const [, plain, braced] = /^[^$]*\$(?:(\w+)|\{(\w+)\})$/.exec(stage.image) ?? [];
  const name = plain ?? braced;
  if (name === undefined) return { refused: 'a digest would make the argument in its name useless' };
  if (isRead(name, repository)) return { refused: `a script reads ${name} from the file` };
  return defaultOf(file, stage, name) ?? { refused: `${name} is used elsewhere, or has no default` };
}

/**
 * The image under a stage, or the empty text if something else may be: its name has an argument that another file names,
 * such as a script with `--build-arg`.
 */
export function fixedBase({ path }: Dockerfile, stage: Stage | undefined, { files }: Repository): string {
  if (stage === undefined) return '';
  const names = [...stage.image.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
  const isChosen = names.some(
    (name) => !/^(TARGET|BUILD)/.test(name) && [...files].some(([at, text]) => at !== path && text.includes(name)),
  );
  return isChosen ? '' : stage.resolved;
}

function isRead(name: string, { files }: Repository): boolean {
  const named = new RegExp(`\\b${name}\\b`);
  const reads = (line: string): boolean =>
    named.test(line.slice(/\b(grep|rg|sed|awk|perl)\b/.exec(line)?.index ?? line.length));
  return [...files.values()].some((text) => text.includes(name) && text.split('\n').some(reads));
}

/** The offset after the flags of the instruction. */
function startOfImage({ text }: Dockerfile, { from }: Stage): number {
  const [flags = ''] = /^(?:\s+|[\\`]\r?\n|--\S+)*/.exec(text.slice(from.keywordEnd, from.end)) ?? [];
  return from.keywordEnd + flags.length;
}

/** The end of the only default of an argument that is used for this image alone. */
function defaultOf({ text, instructions, stages }: Dockerfile, { image }: Stage, name: string): Writing | undefined {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const [declared, ...more] = instructions
    .slice(0, first)
    .filter(({ keyword, rest }) => keyword === 'ARG' && new RegExp(`^${name}=`).test(rest));
  const mentions = (words: string): number => words.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
  const meant = stages.filter((one) => one.image === image).length + 1;
  if (
    declared === undefined ||
    more.length > 0 ||
    instructions.reduce((sum, { rest }) => sum + mentions(rest), 0) !== meant
  )
    return undefined;
  const [written, quote = ''] =
    /^\s*\w+=(["']?)[^"'\s\\]+\1$/.exec(text.slice(declared.keywordEnd, declared.end)) ?? [];
  return written === undefined ? undefined : { end: declared.end - quote.length };
}
