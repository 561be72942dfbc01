// Rewrites valid Rust that the grammar does not accept: with the same length, so that every place stays.

/**
 * The text to parse instead of `text`. Names are read from the original, which has the same places.
 *
 * `raw` is a keyword only in `&raw const` and `&raw mut` (Rust reference, "Raw borrow operators"); the grammar takes `&raw`
 * for one before anything.
 */
export function readable(text: string): string {
  return text.includes('raw') ? text.replace(RAW_VARIABLE, '&$1rav') : text;
}

const RAW_VARIABLE = /&(\s{0,80})raw\b(?!\s{1,80}(?:const|mut)\b)/g;
