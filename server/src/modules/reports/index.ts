/**
 * Looking back: the report of a campaign for those who run it, and everyone's own. Owns no rows: both are told from what is on
 * record when they are asked for, so that nothing erased stays in them.
 */
import { module } from '#kernel';
import { camp } from './camp.ts';
import { reports as contract } from './contract.ts';
import { mine } from './mine.ts';

export { camp } from './camp.ts';
export type { CampReport, OwnReport } from './contract.ts';

export const reports = module({ name: 'reports', contract, verbs: { camp, mine } });
