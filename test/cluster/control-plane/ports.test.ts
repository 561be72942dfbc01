// Two runs at the same time get different ports.
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePorts } from './ports.ts';

test('a port is given away once, even if nothing listens on it yet', async () => {
  const [port = 0] = await freePorts(1);
  expect(await freePorts(2, oneOf(port, port + 1, port + 1, port, port + 2))).toEqual([port + 1, port + 2]);
});

test('a port on which something listens is not given away', async () => {
  const [port = 0] = await freePorts(1);
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(port + 1, '127.0.0.1', () => resolve()));
  expect(await freePorts(1, oneOf(port + 1, port + 2))).toEqual([port + 2]);
  server.close();
});

function oneOf(...ports: readonly number[]): () => number {
  const left = ports.values();
  return () => left.next().value ?? 0;
}
