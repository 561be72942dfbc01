// Texts of a given length in which one piece is there again and again.

/** What is repeated → a text of so many bytes. */
export type Structures = Readonly<Record<string, (bytes: number) => string>>;

/** As many of a numbered text as fit into a length, behind a head. */
export const numbered =
  (head: string, one: (at: number) => string, tail = '') =>
  (bytes: number): string => {
    let text = head;
    for (let at = 0; text.length < bytes; at += 1) text += one(at);
    return text + tail;
  };
