// A file that may be larger than memory, as a stream of text: logs that the user names.
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/**
 * The text of a regular file in parts; what is compressed (`.gz`) is unpacked on the way.
 *
 * @throws where the file cannot be opened or is no regular file
 */
export async function* chunksOf(file: string): AsyncGenerator<string> {
  const handle = await open(file, 'r');
  try {
    if (!(await handle.stat()).isFile()) throw new Error('is not a regular file');
    const bytes = handle.createReadStream({ autoClose: false });
    const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
    const decoder = new TextDecoder();
    for await (const part of text) yield decoder.decode(part, { stream: true });
    yield decoder.decode();
  } finally {
    await handle.close();
  }
}
