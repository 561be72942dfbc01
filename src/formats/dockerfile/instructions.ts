// The instructions of a Dockerfile, with their continued lines and heredocs.

export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** Everything after the keyword, with continued lines joined by a blank. */
  readonly rest: string;
  readonly start: number;
  /** The offset after the last character of the instruction, before its line break. */
  readonly end: number;
  readonly keywordEnd: number;
  readonly line: number;
}

/** Every instruction, and the one that the end of the file cuts off. */
export function instructionsOf(text: string): {
  readonly instructions: readonly Instruction[];
  readonly open: Instruction | undefined;
} {
  const escape = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 300)) ? '`' : '\\';
  const lines = linesOf(text);
  const instructions: Instruction[] = [];
  let open: Instruction | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index];
    const match = first && /^(\s*)([^\s#\\`]+)/.exec(first.text);
    if (!first || !match) continue;
    const line = index + 1;
    const start = first.offset + (match[1] ?? '').length;
    const keyword = (match[2] ?? '').toUpperCase();
    const keywordEnd = first.offset + match[0].length;
    const parts = [first.text.slice(match[0].length)];
    let last = first;
    let continues = last.text.trimEnd().endsWith(escape);
    for (; continues && index + 1 < lines.length; index += 1) {
      const next = lines[index + 1] ?? last;
      last = next;
      // Comments and empty lines do not end a continuation.
      if (/^\s*(#|$)/.test(next.text)) continue;
      parts.push(next.text);
      continues = next.text.trimEnd().endsWith(escape);
    }
    const delimiters = /^(RUN|COPY|ADD)$/.test(keyword) ? heredocsOf(parts.join(' ')) : [];
    for (const delimiter of delimiters) {
      continues = true;
      for (; continues && index + 1 < lines.length; index += 1) {
        last = lines[index + 1] ?? last;
        parts.push(last.text);
        continues = last.text.trim() !== delimiter;
      }
    }
    const rest = parts
      .map((part) =>
        part
          .trimEnd()
          .replace(/[\\`]$/, '')
          .trim(),
      )
      .join(delimiters.length === 0 ? ' ' : '\n')
      .trim();
    const instruction = {
      keyword,
      rest,
      start,
      end: last.offset + last.text.trimEnd().length,
      keywordEnd,
      line,
    };
    instructions.push(instruction);
    if (continues) open = instruction;
  }
  return { instructions, open };
}

/** The words that end the heredocs of an instruction; one inside quotes belongs to the shell. */
function heredocsOf(line: string): readonly string[] {
  const plain = line.replaceAll(/\\.|(?<!<<-?)(?:"(?:\\.|[^"\\])*"|'[^']*')/g, (part) =>
    part.startsWith('\\') ? part : '""',
  );
  return [...plain.matchAll(/(?<=^|\s)\d*<<-?(?:"(\w+)"|'(\w+)'|(\w+))(?=\s|$)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

function linesOf(text: string): readonly Line[] {
  let offset = 0;
  return text.split('\n').map((line) => {
    const at = offset;
    offset += line.length + 1;
    return { text: line.replace(/\r$/, ''), offset: at };
  });
}
