// A running Backstage backend, used through the API of its scaffolder.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { parse } from 'yaml';
import { home } from './setup.ts';

export interface Answer {
  readonly status: number;
  /** The files that the task would have written, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The full text of a refusal. */
  readonly said: string;
}

export interface Scaffolder {
  /** A dry run of a template with the values of its form. */
  readonly dryRun: (values: object, template?: unknown) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

export const template: unknown = parse(
  readFileSync(path.resolve(import.meta.dirname, '../../docs/backstage/template.yaml'), 'utf8'),
);

/** Starts a backend on a free loopback port, and waits until the scaffolder answers. */
export async function startScaffolder(): Promise<Scaffolder> {
  const port = await freePort();
  const words = ['--no-node-snapshot', 'backend.js', '--config', 'app-config.yaml'];
  const backend = execa('node', words, { cwd: home, env: { PORT: String(port) }, reject: false, all: true });
  const url = `http://127.0.0.1:${port}/api/scaffolder/v2`;
  let ended = false;
  void backend.then(() => {
    ended = true;
  });
  while (!(await answers(`${url}/actions`))) {
    if (ended) throw new Error(`the backend ended: ${(await backend).all}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return {
    dryRun: (values, wanted = template) => dryRun(url, values, wanted),
    stop: async () => {
      backend.kill();
      await backend;
    },
  };
}

async function dryRun(url: string, values: object, wanted: unknown): Promise<Answer> {
  const response = await fetch(`${url}/dry-run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ template: wanted, values, secrets: {}, directoryContents: [] }),
  });
  const body: Body = JSON.parse(await response.text());
  return {
    status: response.status,
    files: Object.fromEntries(
      (body.directoryContents ?? []).map((file) => [file.path, Buffer.from(file.base64Content, 'base64').toString()]),
    ),
    said: response.ok ? '' : JSON.stringify(body.errors ?? body.error),
  };
}

interface Body {
  readonly directoryContents?: readonly { readonly path: string; readonly base64Content: string }[];
  readonly errors?: unknown;
  readonly error?: unknown;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
