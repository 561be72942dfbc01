// Rewrites valid Rust that the grammar does not accept: with the same length, so that every place stays.

/**
 * The text to parse instead of `text`. Names are read from the original, which has the same places. What stands in a comment or
 * a text may be rewritten too, as nobody reads it here.
 */
export function readable(text: string): string {
  return rewritings
    .filter(({ needs }) => text.includes(needs))
    .reduce((now, { of, as }) => now.replace(of, (found) => as(found)), text);
}

interface Rewriting {
  /** What a text has that is rewritten: most have not. */
  readonly needs: string;
  readonly of: RegExp;
  readonly as: (found: string) => string;
}

function blank(found: string): string {
  return ' '.repeat(found.length);
}

const rewritings: readonly Rewriting[] = [
  // `raw` is a keyword only in `&raw const` and `&raw mut` (Rust reference, "Raw borrow operators"); the grammar takes `&raw`
  // for one before anything.
  { needs: '&', of: /&\s{0,80}raw\b(?!\s{1,80}(?:const|mut)\b)/g, as: (found) => found.replace('raw', 'rav') },
  // Edition 2024: `unsafe extern "C" { safe fn a(); }` (Rust reference, "External blocks").
  {
    needs: 'extern',
    of: /\bunsafe(?=\s{1,80}extern\s{0,80}(?:"[^"\n]{0,40}"\s{0,80})?\{)/g,
    as: blank,
  },
  { needs: 'extern', of: /\bsafe(?=\s{1,80}(?:fn|static)\b)/g, as: blank },
  // `pub type Node;` in a block of wasm-bindgen.
  {
    needs: 'extern',
    of: /\bpub(?:\([a-z]{1,8}\))?(?=\s{1,20}type\s{1,20}\w{1,200}\s{0,20};)/g,
    as: blank,
  },
  // A negative number as an argument: `RangedI8<-5, 5>`.
  { needs: '<-', of: /(?<=\w(?:::)?<)-(?=\d)/g, as: blank },
  // Macros by the names of types and keywords: `str![…]`, `u16!(…)`.
  {
    needs: '!',
    of: /\b(?:[iu](?:8|16|32|64|128|size)|f32|f64|str|bool|char|try)(?=![ ]?[([{])/g,
    as: (found) => `v${found.slice(1)}`,
  },
];
