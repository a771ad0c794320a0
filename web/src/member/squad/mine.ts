import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';

const mine = () => call.squads.mine({}, patience());
export type OwnSquad = Awaited<ReturnType<typeof mine>>['squads'][number];

/** The caller's squads, the praise they got, and the squads in which a role gives them a right. */
export const useSquads = () => useAsk('squads', mine);

const today = (squadId: string, campaignId: string | null) =>
  call.squads.today({ squadId, ...(campaignId !== null && { campaignId }) }, patience());
export type SquadToday = Awaited<ReturnType<typeof today>>;
export type Mate = SquadToday['people'][number];

export const useSquadToday = (squadId: string, campaignId: string | null) =>
  useAsk(`squad ${squadId} ${campaignId}`, () => today(squadId, campaignId));

const person = (squadId: string, enrolmentId: string, campaignId: string | null) =>
  call.squads.person({ squadId, enrolmentId, ...(campaignId !== null && { campaignId }) }, patience());
export type SquadPerson = Awaited<ReturnType<typeof person>>;

export const useSquadPerson = (squadId: string, enrolmentId: string, campaignId: string | null) =>
  useAsk(`squad ${squadId} ${enrolmentId} ${campaignId}`, () => person(squadId, enrolmentId, campaignId));

export const useNotes = (squadId: string, enrolmentId: string) =>
  useAsk(`notes ${squadId} ${enrolmentId}`, () => call.squads.notes({ squadId, enrolmentId }, patience()));

const roles = () => call.roles.mine({}, patience());
export type OwnRole = Awaited<ReturnType<typeof roles>>['roles'][number];

export const useRoles = () => useAsk('roles', roles);
