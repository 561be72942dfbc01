// The lines of a script that a shell passes to a program as its input, and does not run.

/**
 * The script with blanks instead of each here-document, so that offsets stay; input of a shell stays, because it runs
 * there.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_07_04
 */
export function withoutHereDocuments(script: string): string {
  const lines = script.split('\n');
  const last = new Map(lines.map((line, index) => [line.trim(), index]));
  const open: { readonly word: string; readonly isRun: boolean }[] = [];
  return lines
    .map((line, index) => {
      const [first] = open;
      if (first === undefined) {
        // An unclosed here-document does not count: a shell would take the rest of the script.
        for (const [, word = ''] of line.matchAll(opening))
          if ((last.get(word) ?? 0) > index)
            open.push({ word, isRun: line.split(/[\s;&|(<]+/).some((one) => shell.test(one)) });
        return line;
      }
      if (line.trim() === first.word) open.shift();
      return first.isRun ? line : ' '.repeat(line.length);
    })
    .join('\n');
}

const opening = /(?<!<)<<-?[ \t]*["'\\]?([A-Za-z_]\w*)["']?/g;
const shell = /^(?:\S*\/)?(?:(?:ba|da|z|k)?sh|ssh)$/;
