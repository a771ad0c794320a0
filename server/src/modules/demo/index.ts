/**
 * The demo: an empty installation becomes one with three simulated groups. They come in by the same operations as
 * anybody's, are marked by name and platform, and go without a trace.
 */
import { internalCommand, module } from '#kernel';
import { demo as contract } from './contract.ts';
import { tasks } from './tasks.ts';
import { addGroup, verbs } from './verbs.ts';

export const demo = module({ name: 'demo', contract, verbs, internal: { addGroup: internalCommand(addGroup) }, tasks });
