// Conditional compilation: which items are part of a release build with the package's default features.

/** Whether every `#[cfg(…)]` among the attributes holds. */
export function isCompiled(attributes: readonly string[], features: ReadonlySet<string>): boolean {
  for (const attribute of attributes) {
    const condition = /^#!?\[\s*cfg\s*\(([\s\S]*)\)\s*\]$/.exec(attribute)?.[1];
    if (condition !== undefined && !holds(condition.trim().replace(/,$/, ''), features)) return false;
    if (/^#\[\s*(?:[\w:]*::)?test\b/.test(attribute)) return false;
  }
  return true;
}

function holds(condition: string, features: ReadonlySet<string>): boolean {
  const call = /^(not|all|any)\s*\(([\s\S]*)\)$/.exec(condition);
  if (call !== null) {
    const parts = splitArguments(call[2] ?? '');
    if (call[1] === 'not') return !holds(parts[0] ?? '', features);
    return call[1] === 'all' ? parts.every((part) => holds(part, features)) : parts.some((part) => holds(part, features));
  }
  const feature = /^feature\s*=\s*"([^"]*)"$/.exec(condition)?.[1];
  if (feature !== undefined) return features.has(feature);
  if (/^target_os\s*=/.test(condition)) return /"linux"/.test(condition);
  if (/^target_family\s*=/.test(condition)) return /"unix"/.test(condition);
  return !['test', 'windows', 'doc', 'doctest', 'miri', 'loom', 'kani', 'fuzzing', 'wasm'].includes(condition);
}

/** Splits at the commas that stand outside of brackets and texts. */
export function splitArguments(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"' && text[at - 1] !== '\\') quoted = !quoted;
    if (quoted) continue;
    if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') depth -= 1;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== '');
}

/** The text with its comments blanked out, every other character in its place. */
export function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : part.replace(/[^\n]/g, ' ')));
}
