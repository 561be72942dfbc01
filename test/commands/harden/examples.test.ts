// The default of a question about which the repository says nothing.
import { expect, test } from 'vitest';
import { unsureQuestions } from '../../../src/commands/harden/answers.ts';
import { guess } from '../../../src/harden/reading.ts';
import { referenceFor } from '../../../src/harden/reference.ts';
import { readTemplates } from '../../../src/scaffold/templates.ts';

const asked = (readings: Parameters<typeof referenceFor>[0]) => {
  const reference = referenceFor(readings, {}, readTemplates('templates'));
  const questions = unsureQuestions(reference, {});
  return new Map(questions.map((question) => [question.name, question]));
};

test('Enter accepts no owner, name, group or kind from an example', () => {
  const questions = asked({});
  for (const name of ['repository', 'name', 'group', 'kind']) {
    const question = questions.get(name);
    expect(question?.default({}), name).toBeUndefined();
    expect(question?.validate('', {}), name).toBe('nothing in the repository says it: type it');
  }
  expect(questions.get('repository')?.validate('acme/things', {})).toBe(true);
});

test('a value that the repository shows is the default', () => {
  const questions = asked({ name: guess('things', 'the directory is called so') });
  expect(questions.get('name')?.default({})).toBe('things');
});
