// The only way in which this program opens a file that it did not write.
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { table } from '../table.ts';
import { withFolders } from './held-folders.ts';

/** No file by a person is longer; a longer one is generated or data. */
export const mostBytes = 1_048_576;

export interface Reading {
  /** The largest length of the file, in bytes. */
  readonly most?: number;
  /**
   * Whether to follow a link: the user chose a link in a path that the user named; a link in a repository leads where
   * its author wants.
   */
  readonly follow?: boolean;
}

/** The reason why there is no text, and the code of the operating system, such as ENOENT, if the system refused. */
export interface Unread {
  readonly why: string;
  readonly code?: string;
}

export type Bytes = { readonly bytes: Buffer; readonly why?: undefined } | Unread;
export type Text = { readonly content: string; readonly why?: undefined } | Unread;

/**
 * The text of a file, or the reason why it has none. It never waits: a pipe, a device and a file without an end are
 * refused.
 */
export function readText(file: string, reading: Reading = {}): Text {
  const read = readBytes(file, reading);
  return read.why === undefined ? textOf(read.bytes, reading.most) : read;
}

/**
 * The bytes of a file whose path comes from others, below a folder that the user named. The system only detects a link
 * at the end of a path; a link on the way would lead to any file of the user, also one that appears during the check.
 */
export function readBytesBelow(folder: string, file: string, reading: Reading = {}): Bytes {
  return withFolders((folders) => {
    try {
      return readBytes(`${folders.toward(folders.top(folder), file)}/${path.posix.basename(file)}`, reading);
    } catch (cause) {
      const unread = refusal(cause);
      return unread.code === 'ENOTDIR' ? { ...unread, why: 'is behind a symbolic link, or a file' } : unread;
    }
  });
}

/** The text of such a file. */
export function readTextBelow(folder: string, file: string, reading: Reading = {}): Text {
  const read = readBytesBelow(folder, file, reading);
  return read.why === undefined ? textOf(read.bytes, reading.most) : read;
}

/** The bytes of a regular file that is not too long, or the reason why they were not read. */
export function readBytes(file: string, { most = mostBytes, follow = false }: Reading = {}): Bytes {
  try {
    const opened = openFile(file, follow);
    if (typeof opened === 'object') return opened;
    try {
      return bytesOf(opened, most);
    } finally {
      closeSync(opened);
    }
  } catch (cause) {
    return refusal(cause);
  }
}

/**
 * Opens a file without waiting, and without following a link unless told to. The caller closes it.
 *
 * @returns the descriptor of a regular file, or the reason why there is none
 * @throws as the operating system does
 */
export function openFile(file: string, follow: boolean): number | Unread {
  // Without that flag, the check comes before the opening.
  if (!follow && noFollow === 0 && lstatSync(file).isSymbolicLink()) return { why: 'is a symbolic link' };
  const opened = openSync(file, constants.O_RDONLY | nonBlocking | (follow ? 0 : noFollow));
  const stat = fstatSync(opened);
  if (stat.isFile()) return opened;
  closeSync(opened);
  return { why: stat.isDirectory() ? 'is a directory' : 'is not a regular file' };
}

/** The text in some bytes, or the reason why they are no text. */
export function textOf(bytes: Uint8Array, most = mostBytes): Text {
  if (bytes.byteLength > most) return tooLong(most);
  if (bytes.subarray(0, 8000).includes(0)) return { why: 'is binary' };
  try {
    return { content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { why: 'is not UTF-8' };
  }
}

export function tooLong(most: number): Unread {
  return { why: `is longer than ${most} bytes` };
}

/** Windows has neither flag; there a pipe has no name in a folder. */
const noFollow = constants.O_NOFOLLOW ?? 0;
const nonBlocking = constants.O_NONBLOCK ?? 0;

/** Reads one byte more than its size, because a file may grow meanwhile. */
function bytesOf(opened: number, most: number): Bytes {
  const { size } = fstatSync(opened);
  if (size > most) return tooLong(most);
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const count = readSync(opened, bytes, length, bytes.length - length, null);
    length += count;
    if (count === 0) return { bytes: bytes.subarray(0, length) };
    if (length > most) return tooLong(most);
    if (length === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
  }
}

function refusal(cause: unknown): Unread {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  if (code === 'ELOOP' || code === 'EMLINK') return { why: 'is a symbolic link', code };
  return { why: reasons[code] ?? `cannot be read (${code})`, code };
}

const reasons = table<string>({
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'cannot be read: permission denied',
  // A socket, or a device without a driver.
  ENXIO: 'is not a regular file',
});
