// A line of text that is checked as it is typed: the reason for a refusal is below the line.
import {
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  isTabKey,
  makeTheme,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';
import { styleText } from 'node:util';
import { below, withTextAfter } from './question-lines.ts';

export interface LiveInput {
  readonly message: string;
  readonly why: string;
  readonly default?: string;
  readonly validate: (value: string) => true | string;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
}

export const liveInput = createPrompt<string, LiveInput>((config, done) => {
  const theme = makeTheme({}, {});
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [value, setValue] = useState('');
  const [fallback, setFallback] = useState(config.default ?? '');
  const [tried, setTried] = useState(false);
  const prefix = usePrefix({ status, theme });

  useKeypress((key, rl) => {
    if (status !== 'idle') return;
    if (isEnterKey(key)) {
      const answer = value === '' ? fallback : value.trim();
      if (config.validate(answer) === true) {
        setValue(answer);
        setStatus('done');
        done(answer);
      } else {
        // Readline has emptied its line, so restore the typed text.
        rl.write(value);
        setTried(true);
      }
    } else if (isTabKey(key)) {
      const completed = value === '' ? fallback : value;
      rl.clearLine(0);
      rl.write(completed);
      setValue(completed);
    } else if (isBackspaceKey(key) && value === '') {
      setFallback('');
    } else {
      setValue(rl.line);
      setTried(false);
    }
  });

  const question = `${prefix} ${theme.style.message(config.message, status)}`;
  if (status === 'done') return withTextAfter(question, value, theme.style.answer, config.columns);
  const hint = value === '' && fallback !== '' ? `(${fallback})` : '';
  const shown = withTextAfter(question, hint, (line) => styleText('dim', line), config.columns);
  return [`${shown} ${value}`, verdictOn(value === '' && tried ? fallback : value, tried, config)];
});

function verdictOn(value: string, tried: boolean, { why, validate, columns }: LiveInput): string {
  const reason = value === '' && !tried ? true : validate(value.trim());
  return reason === true ? styleText('dim', `  ${why}`) : below(reason, (line) => styleText('red', line), columns);
}
