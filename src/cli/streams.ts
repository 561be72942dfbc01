// The streams of a process, each started when it is first used: most runs need one of three, and a stream costs its share.
import type { Streams } from './command.ts';
import { outputOn, type Output } from './output.ts';

export interface Outputs {
  readonly out: Output;
  readonly err: Output;
}

/** Both ways out; who stops reading is no error, anything else that keeps a text from being written ends the process. */
export function outputsOf(streams: Omit<Streams, 'stdin'>): Outputs {
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
    if (isOutput) err.lines([`error: standard output could not be written: ${message}`]);
    process.exit(3);
  };
  const err = outputOn(() => watch(streams.stderr));
  return { out: outputOn(() => watch(streams.stdout)), err };
}
