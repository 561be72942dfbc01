// Which files are Dockerfiles.
import { expect, test } from 'vitest';
import { dockerfilesOf } from '../../src/inventory/other-files.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const build = '# syntax=docker/dockerfile:1\nFROM rust:1.90 AS build\nRUN cargo build\n';
const program = '//! Writes Dockerfiles.\nconst TEXT: &str = "\nFROM scratch\nUSE a\n";\n';

test.each<[string, string, boolean]>([
  ['Dockerfile', build, true],
  ['Dockerfile', '', true],
  ['Dockerfile.dev', build, true],
  ['docker/api.Dockerfile', build, true],
  ['Containerfile-debug', build, true],
  ['Dockerfile.rs', build, true],
  ['Dockerfile.go', `\n${build}`, true],
  ['Dockerfile.py', `ARG A=b\n${build}`, true],
  ['src/dockerfile_utils.rs', program, false],
  ['src/Dockerfile.ts', program, false],
  ['src/dockerfile.go', '// FROM\n', false],
  ['Dockerfile.md', build, false],
  ['Dockerfile.dev', 'RUN a\n', false],
])('%s with %j: %s', (path, text, expected) =>
  expect(dockerfilesOf(repositoryOf([[path, text]]))).toHaveLength(expected ? 1 : 0),
);
