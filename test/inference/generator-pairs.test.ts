// The tests of generator.test.ts for twelve repositories hold for every pair of answers.
import { pairwise } from '../pairwise.ts';
import { theAuthorsAgreeOn } from './authors.ts';

theAuthorsAgreeOn(pairwise().map((given, at) => [`pair ${at}`, { name: 'x', ...given }]));
