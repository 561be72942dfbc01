// The regular files of a tar archive, as npm packs one; links, devices and paths that leave the archive are skipped.
// The format: POSIX.1-1988 (ustar) with the extended headers of POSIX.1-2001 (pax), https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html

const block = 512;

/** The bytes of each file by its path. @throws Error if the archive is incomplete */
export function filesOfTar(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let longName: string | undefined;
  for (let at = 0; at + block <= archive.byteLength; ) {
    const header = archive.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) break;
    const size = Number.parseInt(text(header.subarray(124, 136)).trim() || '0', 8);
    const begin = at + block;
    if (!Number.isSafeInteger(size) || size < 0 || begin + size > archive.byteLength)
      throw new Error('it is no whole archive');
    const content = archive.subarray(begin, begin + size);
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text(content))?.[1];
    else {
      const prefix = text(header.subarray(345, 500));
      const name = longName ?? [prefix, text(header.subarray(0, 100))].filter((part) => part !== '').join('/');
      if (type === '0' || type === '\0') files.set(name, content);
      longName = undefined;
    }
    at = begin + Math.ceil(size / block) * block;
  }
  return files;
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
}
