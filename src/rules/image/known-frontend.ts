import { defineRule, type Sight } from '../rule.ts';
import type { Dockerfile } from '../../formats/dockerfile/dockerfile.ts';

export const knownFrontend = defineRule({
  id: 'known-frontend',
  title: 'The Dockerfile is built by a known frontend',
  why: '`# syntax=` names an image that reads the file and decides on every layer: its owner controls your image.',
  group: 'Image',
  severity: 'high',
  reference: 'https://docs.docker.com/build/buildkit/frontend/',
  profile: 'regular',
  advice: 'Write # syntax=docker/dockerfile:1, or leave the line out.',
  fix: 'manual',
  look: ({ dockerfiles }) => dockerfiles.map(judge),
});

const known = /^(docker\.io\/)?docker\/dockerfile(-upstream)?(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/i;

function judge({ path, text }: Dockerfile): Sight {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !/^\s*(#|\/\/)/.test(line) && line.trim() !== '');
  const directives = lines.slice(0, end === -1 ? lines.length : end);
  const argument = lines.findIndex((line) => /^\s*ARG\s+BUILDKIT_SYNTAX=/i.test(line));
  const at = directives.findIndex((line) => /^\s*(#|\/\/)\s*syntax\s*=/i.test(line));
  const [line, frontend] = at === -1 ? [argument, valueIn(lines[argument] ?? '')] : [at, valueIn(directives[at] ?? '')];
  return {
    state: frontend === '' || known.test(frontend) ? 'kept' : 'broken',
    path,
    line: Math.max(1, line + 1),
    what: frontend,
    message: `is built by the frontend ${frontend}, not by docker/dockerfile`,
  };
}

function valueIn(line: string): string {
  return line.slice(line.indexOf('=') + 1).trim();
}
