// A list of words to pick from: typing searches, Space (or Enter, after a search) picks, Enter ends.
import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isTabKey,
  isUpKey,
  makeTheme,
  useKeypress,
  usePagination,
  usePrefix,
  useState,
} from '@inquirer/core';
import { styleText } from 'node:util';
import { below, withTextAfter } from './question-lines.ts';

export interface PickMany {
  readonly message: string;
  readonly why: string;
  /** The words that are picked at first, with commas between. */
  readonly default?: string;
  readonly words: readonly string[];
  /** True, or the reason why the picked words (with commas between) are refused. */
  readonly validate: (value: string) => true | string;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
}

/** Answers with the picked words in the order of the list, with commas between. */
export const pickMany = createPrompt<string, PickMany>((config, done) => {
  const theme = makeTheme({}, {});
  const preset = (config.default ?? '').split(',').filter((word) => config.words.includes(word));
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [search, setSearch] = useState('');
  const [picked, setPicked] = useState<readonly string[]>(preset);
  const [active, setActive] = useState(0);
  const [tried, setTried] = useState(false);
  const prefix = usePrefix({ status, theme });

  // The words that were picked at first come first, also among the results of a search.
  const ordered = [...preset, ...config.words.filter((word) => !preset.includes(word))];
  const shown = ordered.filter((word) => word.toLowerCase().includes(search.toLowerCase()));
  const answer = config.words.filter((word) => picked.includes(word)).join(',');
  const verdict = config.validate(answer);

  useKeypress((key, line) => {
    if (status !== 'idle') return;
    const word = shown[active];
    const pick = (): void => {
      line.clearLine(0);
      if (word !== undefined)
        setPicked(picked.includes(word) ? picked.filter((one) => one !== word) : [...picked, word]);
      setSearch('');
      setActive(0);
    };
    if (isEnterKey(key) && search !== '') pick();
    else if (isEnterKey(key)) {
      if (verdict !== true) return setTried(true);
      setStatus('done');
      done(answer);
    } else if (isUpKey(key)) setActive(Math.max(0, active - 1));
    else if (isDownKey(key)) setActive(Math.max(0, Math.min(shown.length - 1, active + 1)));
    else if (isSpaceKey(key) || isTabKey(key)) pick();
    else {
      setSearch(line.line.trim());
      setActive(0);
    }
  });

  const page = usePagination({
    items: shown,
    active,
    pageSize: 8,
    loop: false,
    renderItem: ({ item, isActive }) => {
      const row = `${isActive ? '❯' : ' '} ${picked.includes(item) ? '◉' : '◯'} ${item}`;
      return isActive ? styleText('cyan', row) : row;
    },
  });
  const { columns } = config;
  const dim = (line: string): string => styleText('dim', line);
  const question = `${prefix} ${theme.style.message(config.message, status)}`;
  if (status === 'done')
    return withTextAfter(question, answer === '' ? 'none' : answer.replaceAll(',', ', '), theme.style.answer, columns);
  const keys = '(type to search, Space picks, Enter ends)';
  const hint = answer === '' ? keys : `(${answer.replaceAll(',', ', ')}) ${keys}`;
  const head = search === '' ? withTextAfter(question, hint, dim, columns) : `${question} ${search}`;
  const list = shown.length === 0 ? styleText('red', `  no kind of the list has "${search}" in its name`) : page;
  const last =
    tried && verdict !== true
      ? below(verdict, (line) => styleText('red', line), columns)
      : styleText('dim', `  ${config.why}`);
  return [head, `${list}\n${last}`];
});
