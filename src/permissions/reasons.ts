// The lines of Rust that need a permission, for the comment at its rule.
import type { Permission } from '../inference/permission.ts';

/** A line for each verb: `get: src/owned.rs:22, src/run.rs:7 and 3 more`. */
export function reasonsFor(permissions: readonly Pick<Permission, 'verb' | 'evidence'>[]): readonly string[] {
  return permissions.map(({ verb, evidence }) => {
    const places = evidence.slice(0, 3).map(({ path, line }) => `${inComment(path)}:${line}`);
    const more = evidence.length > 3 ? ` and ${evidence.length - 3} more` : '';
    return `${verb}: ${places.join(', ')}${more}`;
  });
}

/** A path is the choice of the repository's author: in a comment it must not end the line. */
function inComment(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : escapedText(path);
}

/** Quoted so that JSON and YAML read it alike; line breaks and invisible characters become escapes. */
export function escapedText(text: string): string {
  return JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
