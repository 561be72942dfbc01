// A file that may be larger than memory, as a stream of text: logs that the user names.
import { closeSync, createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { openFile } from './read-file.ts';

/**
 * The text of a regular file in parts; a compressed one (`.gz`) is unpacked.
 *
 * @throws if the file cannot be opened, or is not a regular file or not text
 */
export async function* chunksOf(file: string): AsyncGenerator<string> {
  const opened = openFile(file, true);
  if (typeof opened === 'object') throw new Error(opened.why);
  try {
    const bytes = createReadStream('', { fd: opened, autoClose: false });
    const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
    const decoder = new TextDecoder();
    for await (const part of text) {
      // The first bytes distinguish a log from a file without end, such as a hole of a gigabyte.
      if (part.includes(0)) throw new Error('is not text: it contains a 0 byte');
      yield decoder.decode(part, { stream: true });
    }
    yield decoder.decode();
  } finally {
    closeSync(opened);
  }
}
