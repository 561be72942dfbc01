// The streams of a process, each started when it is first read: most runs need one of three, and a stream costs its share.
import type { Streams } from './command.ts';

/** The same streams; who stops reading is no error, anything else that keeps a text from being written ends the process. */
export function lazily(streams: Streams): Streams {
  const watched = new Set<NodeJS.WritableStream>();
  const watch = <S extends NodeJS.WritableStream>(stream: S): S => {
    if (!watched.has(stream))
      stream.on('error', (error: NodeJS.ErrnoException) => fail(error, stream === streams.stdout));
    watched.add(stream);
    return stream;
  };
  const fail = ({ code, message }: NodeJS.ErrnoException, isOutput: boolean): void => {
    // As `head` does: what was begun is finished all the same.
    if (code === 'EPIPE') return;
    if (isOutput) watch(streams.stderr).write(`error: standard output could not be written: ${message}\n`);
    process.exit(3);
  };
  return {
    get stdin() {
      return streams.stdin;
    },
    get stdout() {
      return watch(streams.stdout);
    },
    get stderr() {
      return watch(streams.stderr);
    },
  };
}
