// The answers as a repository keeps them in .yo-rc.json.
import manifest from '../../package.json' with { type: 'json' };
import { entries, type Answers } from '../answers/index.ts';

/** This package at this version, as npx takes it. */
export const generator = `${manifest.name}@${manifest.version}`;

/** What the next run reads back: in the order of the declaration, without answers that make no sense for it. */
export function recordOf(answers: Answers): string {
  const values = new Map(Object.entries(answers));
  const kept = entries.flatMap(([key]) => (values.get(key) === undefined ? [] : [[key, values.get(key)]]));
  const record = { [manifest.name]: { version: manifest.version, answers: Object.fromEntries(kept) } };
  return `${JSON.stringify(record, undefined, 2)}\n`;
}
