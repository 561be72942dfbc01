// Texts that no commit contains, because they were merged with an edit: the base of the next merge, stored compressed
// in the record.
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

type Files = ReadonlyMap<string, string>;

/** The largest unpacked size of the texts of a record. */
const longest = 8 * 1024 * 1024;

/** The record with these texts; unchanged without any. */
export function withStoredBase(record: string, texts: Files): string {
  const document: unknown = JSON.parse(record);
  if (texts.size === 0 || typeof document !== 'object') return record;
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  const packed = brotliCompressSync(JSON.stringify(Object.fromEntries(sorted)), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });
  return `${JSON.stringify({ ...document, merged: packed.toString('base64') }, undefined, 2)}\n`;
}

/** The texts in a record; none if it is unreadable. They are not trusted: the record has their ids. */
export function storedBaseIn(record: string): Files {
  try {
    const { merged }: { readonly merged?: unknown } = JSON.parse(record);
    if (typeof merged !== 'string') return new Map();
    const unpacked = brotliDecompressSync(Buffer.from(merged, 'base64'), { maxOutputLength: longest });
    const texts: unknown = JSON.parse(unpacked.toString());
    const entries = Object.entries(typeof texts === 'object' && texts !== null ? texts : {});
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}
