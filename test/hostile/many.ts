// Many copies of a text or a file.

export type Files = Readonly<Record<string, string>>;

export const range = <T>(count: number, one: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => one(at));
export const lines = (count: number, one: (at: number) => string): string => range(count, one).join('');
export const files = (count: number, one: (at: number) => readonly [string, string]): Files =>
  Object.fromEntries(range(count, one));

export const pod = (at: number): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${at}, labels: {app: p${at}}}\nspec: {containers: [{name: a, image: i${at}:1}]}\n`;

/** The same files with a Deployment in place of each Pod: no change of a Pod that exists is safe. */
export const withDeployments = (of: Files): Files =>
  Object.fromEntries(Object.entries(of).map(([file, text]) => [file, deploymentsIn(text)]));

export const deploymentsIn = (text: string): string =>
  text
    .replaceAll('apiVersion: v1\nkind: Pod\n', 'apiVersion: apps/v1\nkind: Deployment\n')
    .replaceAll('kind: Pod}', 'kind: Deployment}')
    .replace(/^spec: (\{containers: .*\})$/gm, 'spec: {template: {spec: $1}}');

export interface Product {
  /** The number of copies; the test also uses twice as many. */
  readonly count: number;
  readonly files: (count: number) => Files;
  /** The message that shows where the work stopped, if it has a limit. */
  readonly ends?: string;
}
