// The streams of a process. Each opens on its first use, because that takes time and most runs need one of three.
import type { Streams } from './command.ts';
import { outputOn, type Output } from './output.ts';

export interface Outputs {
  readonly out: Output;
  readonly err: Output;
}

/** Both outputs. It is no error if the reader stops; any other failure to write ends the process. */
export function outputsOf(streams: Omit<Streams, 'stdin'>): Outputs {
  const watched = new Set<NodeJS.WritableStream>();
  const watch = <S extends NodeJS.WritableStream>(stream: S): S => {
    if (!watched.has(stream))
      stream.on('error', (error: NodeJS.ErrnoException) => fail(error, stream === streams.stdout));
    watched.add(stream);
    return stream;
  };
  const fail = ({ code, message }: NodeJS.ErrnoException, isOutput: boolean): void => {
    // As with `head`: the run continues to its end.
    if (code === 'EPIPE') return;
    if (isOutput) err.lines([`error: standard output could not be written: ${message}`]);
    process.exit(3);
  };
  const err = outputOn(() => watch(streams.stderr));
  return { out: outputOn(() => watch(streams.stdout)), err };
}
