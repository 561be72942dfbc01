// Texts that resemble a finding of the rules about code and files, without the fault.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { quiet } from './elsewhere-blind.ts';

test.each(quiet)('%s reports nothing in %s', (rule, path, text) =>
  expect(audit(repositoryOf([[path, text]]), { rules: [rule] }).findings).toEqual([]),
);
