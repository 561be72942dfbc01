// Where the instructions of a Dockerfile end: continued lines, comments between them, heredocs.
import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/formats/dockerfile/dockerfile.ts';

const read = (text: string, path = 'Dockerfile') => parseDockerfile(path, text);
const keywords = (text: string) => read(text).instructions.map(({ keyword }) => keyword);

test.each([
  ['FROM a\nRUN b \\\n  # why\n\n  && c\nUSER 1\n', ['FROM', 'RUN', 'USER']],
  ['FROM a\nRUN\\\n  b\nUSER 1\n', ['FROM', 'RUN', 'USER']],
  ['FROM a\nRUN <<EOF\nUSER 0\nEOF\nUSER 1\n', ['FROM', 'RUN', 'USER']],
  ['FROM a\nCOPY <<-"A" <<B /b/\nUSER 0\nA\nUSER 0\nB\nUSER 1\n', ['FROM', 'COPY', 'USER']],
  ['FROM a\nRUN echo $((1<<2)) "<<EOF" <<<x\nUSER 1\n', ['FROM', 'RUN', 'USER']],
  ['# escape=`\nFROM a\nRUN b `\n  c\nUSER 1\n', ['FROM', 'RUN', 'USER']],
  ['\ufefffrom a\r\nrun b \\\r\n  c\r\nuser 1\r\n', ['FROM', 'RUN', 'USER']],
])('%j', (text, expected) => {
  expect(keywords(text)).toEqual(expected);
  expect(read(text).fault).toBeUndefined();
});

test.each([
  ['Dockerfile.in', 'FROM a\n#include "b"\nINCLUDE c\n'],
  ['Dockerfile', '# syntax=example/other:1\nFROM a\nINCLUDE b\n'],
  ['Dockerfile', 'FROM a\n{{ if .B }}\nRUN b\n{{ end }}\n'],
])('%s with %j is a template for a Dockerfile', (path, text) => expect(read(text, path).fault).toBeUndefined());

test('the syntax of Docker itself is judged as a Dockerfile', () =>
  expect(read('# syntax=docker/dockerfile:1\nFROM a\nINCLUDE b\n').fault?.line).toBe(3));
