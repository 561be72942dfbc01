import { repositories } from '../repositories.ts';
import { theAuthorsAgreeOn } from './authors.ts';

theAuthorsAgreeOn(Object.entries(repositories));
