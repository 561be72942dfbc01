// Texts of a given length with one repeated piece.

/** Repeated piece → a text of so many bytes. */
export type Structures = Readonly<Record<string, (bytes: number) => string>>;

/** Fills a length with numbered copies of a text, after a head. */
export const numbered =
  (head: string, one: (at: number) => string, tail = '') =>
  (bytes: number): string => {
    let text = head;
    for (let at = 0; text.length < bytes; at += 1) text += one(at);
    return text + tail;
  };
