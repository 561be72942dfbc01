// Asks for agreement to a change with one key, as `git add --patch` does.
import { createPrompt, isEnterKey, makeTheme, useKeypress, usePrefix, useState } from '@inquirer/core';
import { styleText } from 'node:util';
import { printable } from '../printable.ts';
import type { Terminal } from './ask.ts';

export type Agreement = 'yes' | 'no' | 'all' | 'quit';

export interface AgreementQuestion {
  readonly message: string;
  /** What Enter means. */
  readonly default: 'yes' | 'no';
  /** What `a` agrees to. */
  readonly all: string;
}

/** Asks one question; a name in it is shown as what it is. */
export async function agree(question: AgreementQuestion, { input, output }: Terminal): Promise<Agreement> {
  return prompt({ ...question, message: printable(question.message) }, { input, output: output.stream });
}

const prompt = createPrompt<Agreement, AgreementQuestion>((config, done) => {
  const theme = makeTheme({}, {});
  const [answer, setAnswer] = useState<Agreement | undefined>(undefined);
  const prefix = usePrefix({ status: answer === undefined ? 'idle' : 'done', theme });
  useKeypress((key, line) => {
    line.clearLine(0);
    const chosen = isEnterKey(key) ? config.default : agreements.find((one) => one[0] === key.name);
    if (answer !== undefined || chosen === undefined) return;
    setAnswer(chosen);
    done(chosen);
  });
  const asked = `${prefix} ${theme.style.message(config.message, answer === undefined ? 'idle' : 'done')}`;
  if (answer !== undefined) return `${asked} ${theme.style.answer(answer)}`;
  const keys = agreements.map((one) => (one === config.default ? one[0]?.toUpperCase() : one[0])).join('/');
  return [`${asked} [${keys}]`, styleText('dim', `  y yes, n no, a ${config.all}, q write nothing at all`)];
});

const agreements: readonly Agreement[] = ['yes', 'no', 'all', 'quit'];
