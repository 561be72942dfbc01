// Writes a plain value as YAML: in block style on separate lines, or in flow style in place.

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** `key: value` as lines, the first at `column`. */
export function emitPair(key: string, value: Plain, column: number, comment?: string): string {
  const note = comment === undefined ? '' : ` #${comment}`;
  const head = `${' '.repeat(column)}${emitText(key)}:`;
  return isBlock(value) ? `${head}${note}\n${emitBlock(value, column + 2)}` : `${head} ${emitFlow(value)}${note}`;
}

/** A map or list as lines at `column`. */
export function emitBlock(value: Plain, column: number): string {
  const indent = ' '.repeat(column);
  if (isList(value))
    return value
      .map((item) =>
        isBlock(item) ? `${indent}- ${emitBlock(item, column + 2).trimStart()}` : `${indent}- ${emitFlow(item)}`,
      )
      .join('\n');
  if (isRecord(value))
    return Object.entries(value)
      .map(([key, item]) => emitPair(key, item, column))
      .join('\n');
  return indent + emitFlow(value);
}

export function emitFlow(value: Plain): string {
  if (isList(value)) return `[${value.map(emitFlow).join(', ')}]`;
  if (isRecord(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${emitText(key)}: ${emitFlow(item)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? emitText(value) : String(value);
}

function isBlock(value: Plain): boolean {
  return (
    (isList(value) && value.some((item) => typeof item === 'object' && item !== null)) ||
    (isRecord(value) && Object.keys(value).length > 0)
  );
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isRecord(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Texts that some reader of YAML 1.1 (kubectl's, npm's) or 1.2 reads as something other than a string; `e-0` is a
// number in 1.1.
const otherThanText = /^(y|n|yes|no|on|off|true|false|null|e-?\d+)$/i;

/** Unquoted if every reader of YAML 1.1 and 1.2 reads a string, otherwise in double quotes, as in JSON. */
export function emitText(text: string): string {
  const plain = /^[A-Za-z_/][\w./-]*$/.test(text) && !otherThanText.test(text);
  return plain ? text : JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

/** A parsed value as a plain one; undefined if it contains anything else. */
export function plainFrom(value: unknown): Plain | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (Array.isArray(value)) return value.map((item) => plainFrom(item) ?? null);
  if (typeof value !== 'object') return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainFrom(item) ?? null]));
}
