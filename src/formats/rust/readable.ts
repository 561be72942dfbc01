// Rewrites valid Rust that the grammar does not accept: with the same length, so that every place stays.

/**
 * The text to parse instead of `text`. Names are read from the original, which has the same places. A comment or a text
 * may be rewritten too, because nothing reads it here.
 */
export function readable(text: string): string {
  return rewritings
    .filter(({ needs }) => text.includes(needs))
    .reduce((now, { of, as }) => now.replace(of, (found) => as(found)), text);
}

interface Rewriting {
  /** The characters that a text must contain for a rewrite; most texts do not. */
  readonly needs: string;
  readonly of: RegExp;
  readonly as: (found: string) => string;
}

function blank(found: string): string {
  return ' '.repeat(found.length);
}

/** The maximum distance from an attribute to the end of its pattern. */
const FAR = 2_000;

const ATTRIBUTE = /#\[(?<=[{,\]]\s{0,200}#\[)[^[\]]{0,300}\]/g;

/**
 * The text without the attributes of fields in patterns (Rust reference, "Struct patterns"): `let Options { #[cfg(a)] b, .. } = c`.
 * A field of a struct, an expression and a statement may have attributes as well, and keep them.
 */
export function withoutPatternAttributes(text: string): string {
  return text.replace(ATTRIBUTE, (found, at: number) => (isInPattern(text, at + found.length) ? blank(found) : found));
}

/** Whether a place is inside a pattern, as the text after the brackets around it shows. */
function isInPattern(text: string, from: number): boolean {
  let depth = 0;
  for (let at = from; at < Math.min(text.length, from + FAR); at += 1) {
    const char = text[at] ?? '';
    if ('{(['.includes(char)) depth += 1;
    else if (')}]'.includes(char)) depth -= 1;
    // A statement or an arm: a pattern has neither.
    else if (depth === 0 && (char === ';' || char === '=')) return false;
    if (depth >= 0) continue;
    const behind = text.slice(at + 1, at + 205);
    if (/^\s{0,200}(?:=(?!=)|\|(?!\|)|:(?!:)|if\b)/.test(behind)) return true;
    if (!/^\s{0,200}[,)}\]]/.test(behind)) return false;
    depth = 0;
  }
  return false;
}

const rewritings: readonly Rewriting[] = [
  // A token that only macros use.
  { needs: '~', of: /~/g, as: () => '@' },
  // `$` as a token of a macro (Rust reference, "Macros By Example"), without a name, or separated from its name.
  { needs: '$', of: /\$(?=\s{0,20}[)\]}$])/g, as: () => '@' },
  { needs: '$', of: /\$[ \t]{1,20}(?=[\w(])/g, as: (found) => `${found.slice(1)}$` },
  // `struct Empty<T> where T: Trait;` (Rust reference, "Structs"): a struct without fields.
  {
    needs: 'where',
    of: /\bwhere\b(?<=\bstruct\s{1,20}\w{1,200}\s{0,20}(?:<[^;{}()]{0,400}>)?\s{0,200}where)[^;{}]{0,2000}(?=;)/g,
    as: blank,
  },
  // `raw` is a keyword only in `&raw const` and `&raw mut` (Rust reference, "Raw borrow operators"); the grammar reads
  // every `&raw` as one.
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
  // Macros with the names of types and keywords: `str![…]`, `u16!(…)`.
  {
    needs: '!',
    of: /\b(?:[iu](?:8|16|32|64|128|size)|f32|f64|str|bool|char|try)(?=![ ]?[([{])/g,
    as: (found) => `v${found.slice(1)}`,
  },
];
