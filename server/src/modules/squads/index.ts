/**
 * Squads (组) of a community (班): who is in which from when until when, balanced plans with undo, and the desk of those who lead
 * one: the squad today, the one-to-one log, praise. Who may do what in a squad is told by `roles`.
 */
import { module } from '#kernel';
import { add, move, remove, rename, setSizes } from './arrange.ts';
import { assign } from './assign.ts';
import { squads as contract } from './contract.ts';
import { correctDay, person, today } from './desk.ts';
import { squadScope } from './find.ts';
import { mine } from './mine.ts';
import { plan } from './plan.ts';
import { note, notes, praise } from './saying.ts';
import { tree } from './tree.ts';
import { undo } from './undo.ts';

export { setSizes } from './arrange.ts';
export { eraseSquads, keptSquads } from './erasing.ts';
export { findSquad, sizesOf } from './find.ts';

export const squads = module({
  name: 'squads',
  contract,
  verbs: { tree, setSizes, plan, assign, undo, move, add, rename, remove, today, person, correctDay, notes, note, praise, mine },
  scopes: { squadId: squadScope },
});
