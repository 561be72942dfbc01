// Asks for agreement to a change with one key, as `git add --patch` does.
import { createPrompt, isEnterKey, makeTheme, useKeypress, usePrefix, useState } from '@inquirer/core';
import { styleText } from 'node:util';
import { wrap } from '../formats/wrap.ts';

export type Agreement = 'yes' | 'no' | 'all' | 'quit';

export interface AgreementQuestion {
  readonly message: string;
  /** The meaning of Enter. */
  readonly default: 'yes' | 'no';
  /** The changes to which `a` agrees. */
  readonly all: string;
  /** Whether Esc goes to a question before this one. */
  readonly goesBack: boolean;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
}

export const agreement = createPrompt<Agreement, AgreementQuestion>((config, done) => {
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
  const columns = config.columns ?? Number.POSITIVE_INFINITY;
  const status = answer === undefined ? 'idle' : 'done';
  const shown = (more: string): string => {
    const [first = '', ...rest] = wrap(`${config.message}${more}`, columns - 3, 0);
    return [
      `${prefix} ${theme.style.message(first, status)}`,
      ...rest.map((line) => `  ${theme.style.message(line, status)}`),
    ].join('\n');
  };
  if (answer !== undefined) return `${shown('')} ${theme.style.answer(answer)}`;
  const keys = agreements.map((one) => (one === config.default ? one[0]?.toUpperCase() : one[0])).join('/');
  const meaning = `y yes, n no, a ${config.all}, q write nothing at all${config.goesBack ? ', Esc back' : ''}`;
  return [shown(` [${keys}]`), styleText('dim', wrap(meaning, columns - 1, 2).join('\n'))];
});

export const agreements: readonly Agreement[] = ['yes', 'no', 'all', 'quit'];
