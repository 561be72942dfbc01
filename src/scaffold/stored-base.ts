// Texts that were written into no commit, as they were merged with an edit: the base of the next merge, kept small in the record.
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

type Files = ReadonlyMap<string, string>;

/** What the texts of a record may unpack to. */
const longest = 8 * 1024 * 1024;

/** The record with these texts in it; as it is where there are none. */
export function withStoredBase(record: string, texts: Files): string {
  const document: unknown = JSON.parse(record);
  if (texts.size === 0 || typeof document !== 'object') return record;
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  const packed = brotliCompressSync(JSON.stringify(Object.fromEntries(sorted)), {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });
  return `${JSON.stringify({ ...document, merged: packed.toString('base64') }, undefined, 2)}\n`;
}

/** The texts that a record keeps; none where it cannot be read. Nobody trusts them: their ids stand in the record. */
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
