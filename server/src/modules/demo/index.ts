/**
 * The demo: an empty installation becomes one with three simulated groups, one of them in the midst of a camp. They come in by the same operations as
 * anybody's, are marked by name and platform, and go without a trace.
 */
import { internalCommand, internalQuery, module } from '#kernel';
import { campWanted } from './camp.ts';
import { demo as contract } from './contract.ts';
import { tasks } from './tasks.ts';
import { addGroup, verbs } from './verbs.ts';

export const demo = module({
  name: 'demo',
  contract,
  verbs,
  internal: { addGroup: internalCommand(addGroup), campWanted: internalQuery(campWanted) },
  tasks,
});
