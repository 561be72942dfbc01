// Asks for agreement to a change with one key, as `git add --patch` does.
import { createPrompt, isEnterKey, makeTheme, useKeypress, usePrefix, useState } from '@inquirer/core';
import { styleText } from 'node:util';

export type Agreement = 'yes' | 'no' | 'all' | 'quit';

export interface AgreementQuestion {
  readonly message: string;
  /** What Enter means. */
  readonly default: 'yes' | 'no';
  /** What `a` agrees to. */
  readonly all: string;
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
  const asked = `${prefix} ${theme.style.message(config.message, answer === undefined ? 'idle' : 'done')}`;
  if (answer !== undefined) return `${asked} ${theme.style.answer(answer)}`;
  const keys = agreements.map((one) => (one === config.default ? one[0]?.toUpperCase() : one[0])).join('/');
  return [`${asked} [${keys}]`, styleText('dim', `  y yes, n no, a ${config.all}, q write nothing at all`)];
});

export const agreements: readonly Agreement[] = ['yes', 'no', 'all', 'quit'];
