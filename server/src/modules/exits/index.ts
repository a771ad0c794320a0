/**
 * Saying goodbye: the exit survey of a community, answered by those who left or are done, anonymous where it says so. Owns the
 * survey, its links and answers. Others may ask for what is kept about a person, and have it erased.
 */
import { module } from '#kernel';
import { answer, mine, ownLink, read } from './answering.ts';
import { exits as contract } from './contract.ts';
import { link, setSurvey, survey } from './survey.ts';

export { eraseExits, keptExits } from './erasing.ts';

export const exits = module({ name: 'exits', contract, verbs: { survey, setSurvey, link, mine, ownLink, read, answer } });
