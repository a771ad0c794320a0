/**
 * The way without an export: member lists over time (written by the import, read here), and figures of days that staff type
 * in. Both say from what they were made.
 */
import { module } from '#kernel';
import { rosters as contract } from './contract.ts';
import { headCounts, keepHeadCount, undoHeadCount } from './head-counts.ts';
import { compare, entries, snapshots } from './snapshots.ts';

export const rosters = module({
  name: 'rosters',
  contract,
  verbs: { snapshots, entries, compare, headCounts, keepHeadCount, undoHeadCount },
});
