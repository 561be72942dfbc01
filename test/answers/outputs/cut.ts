// The part of a file that a value affects: the difference from another rendering, with its context.

/** Both files without their common parts. */
export function cut(path: string, ours: string, theirs: string): readonly [string, string] {
  if (path.endsWith('.json')) return [ours, theirs];
  return /\.ya?ml$/.test(path) ? cutLines(ours.split('\n'), theirs.split('\n')) : cutParagraphs(ours, theirs);
}

/** YAML with equal numbers of lines, by lines: each difference, with the lines that contain it. */
function cutLines(ours: readonly string[], theirs: readonly string[]): readonly [string, string] {
  if (ours.length !== theirs.length) return [ours.join('\n'), theirs.join('\n')];
  const differing = ours.flatMap((line, at) => (line === theirs[at] ? [] : [at]));
  const kept = [...new Set(differing.flatMap((at) => [...above(theirs, at), at]))].sort((a, b) => a - b);
  const only = (lines: readonly string[]): string => kept.map((at) => `${lines[at]}\n`).join('');
  return [only(ours), only(theirs)];
}

/** The lines that contain a line: each is indented less than the one below. The start of its document counts too. */
function above(lines: readonly string[], from: number): readonly number[] {
  const start = lines.lastIndexOf('---', from);
  const kept = start === -1 ? [] : [start];
  let indent = indentOf(lines[from]);
  for (let at = from - 1; at > start && indent > 0; at -= 1)
    if (lines[at]?.trim() !== '' && indentOf(lines[at]) < indent) {
      kept.push(at);
      indent = indentOf(lines[at]);
    }
  return kept;
}

/** An item of a list belongs to the key above it, even if both start in the same column. */
function indentOf(line = ''): number {
  const text = line.trimStart();
  return line.length - text.length + (text.startsWith('- ') ? 0.5 : 0);
}

/** The paragraphs between empty lines, wherever they are in the file. */
function cutParagraphs(ours: string, theirs: string): readonly [string, string] {
  const [mine, others] = [ours.split('\n\n'), theirs.split('\n\n')];
  const [known, knownThere] = [new Set(others), new Set(mine)];
  return [
    mine.filter((text) => !known.has(text)).join('\n\n'),
    others.filter((text) => !knownThere.has(text)).join('\n\n'),
  ];
}
