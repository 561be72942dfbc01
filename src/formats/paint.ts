// Colours for parts of lines in reports.

/** Colours a text; without colours it stays as it is. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', text: string) => string;
