// Which text counts as a reason, in a comment on a rule and in a suppression.
import { expect, test } from 'vitest';
import { saysWhy } from '../../src/formats/reason.ts';

test.each(['reads what users write', 'todo-app is its own kind', 'Why: the API server asks.'])(
  '%j is a reason',
  (text) => expect(saysWhy(text)).toBe(true),
);

test.each(['', '  ', 'TODO: why is this accepted?', 'todo', 'tbd later', 'list pods (FIXME)', 'really needed?'])(
  '%j is not a reason',
  (text) => expect(saysWhy(text)).toBe(false),
);
