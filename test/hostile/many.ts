// As many of a text or of a file as somebody asks for.

export type Files = Readonly<Record<string, string>>;

export const range = <T>(count: number, one: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => one(at));
export const lines = (count: number, one: (at: number) => string): string => range(count, one).join('');
export const files = (count: number, one: (at: number) => readonly [string, string]): Files =>
  Object.fromEntries(range(count, one));

export const pod = (at: number): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${at}, labels: {app: p${at}}}\nspec: {containers: [{name: a, image: i${at}:1}]}\n`;

export interface Product {
  /** How many of each; the test takes twice as many as well. */
  readonly count: number;
  readonly files: (count: number) => Files;
  /** What says where the work ended, where there is more than can be done. */
  readonly ends?: string;
}
