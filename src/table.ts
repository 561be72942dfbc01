// A record that is read by names from others: it has `constructor` and `__proto__` only if they were added.

/** Values by name, without the names that every object has. */
export interface Table<T> {
  readonly [name: string]: T;
}

/** A table of these values. Every record that is read by a name from a repository is made here. */
export function table<T>(values: Readonly<Record<string, T>>): Table<T> {
  return Object.assign(Object.create(null), values);
}

/** The own value of a record with this name, for records from a parser. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
