/**
 * The simulator: communities with a planted truth, from a description and a seed. Pure like formats and picture: no I/O, no
 * clock, no randomness but its own dice. What it makes goes in as a file, by the operations everybody uses.
 */
export { type CampAct, type CampDay, type CampSpec, simulateCamp } from './camp.ts';
export { chatlabLines } from './chatlab.ts';
export { demoCommunities } from './communities.ts';
export { simulate } from './community.ts';
export { type ClassSpec, simulateClass } from './writing-class.ts';
