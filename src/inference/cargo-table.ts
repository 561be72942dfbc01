// Tables of a Cargo.toml; any other value counts as an empty one.

import { own } from '../table.ts';

export type Table = Readonly<Record<string, unknown>>;

export function entries(table: Table, key: string): readonly (readonly [string, Table])[] {
  return Object.entries(table_(table, key)).map(([name, value]) => [name, isTable(value) ? value : {}]);
}

export function table_(table: Table, key: string): Table {
  const value = own(table, key);
  return isTable(value) ? value : {};
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
