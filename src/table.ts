// A record that is asked by names which others chose: `constructor` and `__proto__` are in it only where it says so.

/** Values by name, without the names that every object has. */
export interface Table<T> {
  readonly [name: string]: T;
}

/** A table of these values. Every record that is asked by a name from a repository is made here. */
export function table<T>(values: Readonly<Record<string, T>>): Table<T> {
  return Object.assign(Object.create(null), values);
}

/** The value that a record itself has by this name; for records that a parser made. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
