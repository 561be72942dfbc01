// A line of text that is checked as it is typed: the reason of a refusal stands below the line.
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

export interface LiveInput {
  readonly message: string;
  readonly why: string;
  readonly default?: string;
  readonly validate: (value: string) => true | string;
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
        // Readline has emptied its line: give back what was typed.
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

  const message = theme.style.message(config.message, status);
  if (status === 'done') return `${prefix} ${message} ${theme.style.answer(value)}`;
  const hint = value === '' && fallback !== '' ? `${theme.style.defaultAnswer(fallback)} ` : '';
  return [`${prefix} ${message} ${hint}${value}`, below(config, value === '' && tried ? fallback : value, tried)];
});

function below({ why, validate }: LiveInput, value: string, tried: boolean): string {
  const reason = value === '' && !tried ? true : validate(value.trim());
  return reason === true ? styleText('dim', `  ${why}`) : styleText('red', `  ${reason}`);
}
