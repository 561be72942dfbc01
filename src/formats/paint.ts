// How reports colour a part of a line.

/** How a word is coloured; without colours it stays as it is. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', text: string) => string;
