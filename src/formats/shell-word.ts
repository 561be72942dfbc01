// A text inside of a command that somebody is told to run.

/** The text as one word of a shell, whatever it holds. */
export function shellWord(text: string): string {
  return /^[\w./@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
