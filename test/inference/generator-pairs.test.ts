// What generator.test.ts says of twelve repositories holds for every pair of answers.
import { pairwise } from '../pairwise.ts';
import { theAuthorsAgreeOn } from './authors.ts';

theAuthorsAgreeOn(pairwise().map((given, at) => [`pair ${at}`, { name: 'x', ...given }]));
