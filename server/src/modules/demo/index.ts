/**
 * The demo: an empty installation becomes one with three simulated groups. They come in by the same operations as
 * anybody's, are marked by name and platform, and go without a trace.
 */
import { module } from '#kernel';
import { demo as contract } from './contract.ts';
import { tasks } from './tasks.ts';
import { verbs } from './verbs.ts';

export const demo = module({ name: 'demo', contract, verbs, tasks });
