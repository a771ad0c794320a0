/**
 * Dissolving a community (解散): what would be cut off, the announcement with its last day, who goes along to a successor, and the
 * end, after which it can only be read. Owns announcements and answers. Others may ask for what is kept about a person, and have it erased.
 */
import { module } from '#kernel';
import { announce, withdraw } from './announcing.ts';
import { dissolution as contract } from './contract.ts';
import { dissolve } from './dissolving.ts';
import { answer, mine } from './mine.ts';
import { preview } from './preview.ts';

export { eraseDissolution, keptDissolution } from './erasing.ts';
export { readOnlyOnceDissolved } from './read-only.ts';

export const dissolution = module({ name: 'dissolution', contract, verbs: { preview, announce, withdraw, dissolve, mine, answer } });
