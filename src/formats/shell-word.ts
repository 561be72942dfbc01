// A text inside a command that a person is told to run.

/** The text as one word of a shell, whatever it contains. */
export function shellWord(text: string): string {
  return /^[\w./@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
