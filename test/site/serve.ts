// A static server on loopback with the paths of Pages: `/start` is start.html.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface Served {
  readonly url: string;
  readonly stop: () => void;
}

export async function serve(folder: string): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const place = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    const file = [place, `${place}.html`, path.join(place, 'index.html')].find(
      (one) => existsSync(one) && statSync(one).isFile(),
    );
    response.writeHead(file === undefined ? 404 : 200, {
      'content-type': types[path.extname(file ?? '')] ?? 'application/octet-stream',
    });
    response.end(file === undefined ? undefined : readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
