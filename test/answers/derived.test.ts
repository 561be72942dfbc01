// What is printed from the declaration; a change is accepted with `npx vitest run test/answers -u`.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { answersDocs } from '../../src/answers/docs.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { answersSchema } from '../../src/answers/schema.ts';
import { repositories } from '../repositories.ts';

test('docs/answers.md', () => expect(answersDocs()).toMatchFileSnapshot('../../docs/answers.md'));

test('docs/answers.schema.json', () => expect(answersSchema()).toMatchFileSnapshot('../../docs/answers.schema.json'));

const accepts = new Ajv2020({ strict: true }).compile(JSON.parse(answersSchema()));

test.each(Object.entries(repositories))('the schema accepts the answers of %s', (_name, given) => {
  expect(accepts(given), JSON.stringify(accepts.errors)).toBe(true);
  expect(accepts(JSON.parse(JSON.stringify(resolveAnswers(given, { defaults: true }))))).toBe(true);
});

test.each([{ lebel: 'x' }, { scope: 'clster' }, { owns: [] }, { owns: ['ConfigMpa'] }, { events: 'yes' }])(
  'the schema refuses %o',
  (document) => {
    expect(accepts(document)).toBe(false);
  },
);
