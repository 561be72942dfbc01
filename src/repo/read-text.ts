// The text of a file, or why it has none.
import type { Skipped } from './repository.ts';

/** No file that a person writes is longer; what is, is generated or data. */
const mostBytes = 1_048_576;

export type Text = { readonly content: string; readonly why?: undefined } | Pick<Skipped, 'why' | 'failed'>;

/** @param read is asked for the bytes where their number is in bounds */
export function textFrom(size: number, read: () => Uint8Array): Text {
  if (size > mostBytes) return { why: `is longer than ${mostBytes} bytes`, failed: true };
  const bytes = read();
  if (bytes.subarray(0, 8000).includes(0)) return { why: 'is binary', failed: true };
  try {
    return { content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { why: 'is not UTF-8', failed: true };
  }
}
