/** The product's whole contract: one key a module. The web imports its type only. */
import { accounts } from './modules/accounts/contract.ts';
import { admissions } from './modules/admissions/contract.ts';
import { albums } from './modules/albums/contract.ts';
import { alumni } from './modules/alumni/contract.ts';
import { blueprints } from './modules/blueprints/contract.ts';
import { brands } from './modules/brands/contract.ts';
import { chat } from './modules/chat/contract.ts';
import { checkins } from './modules/checkins/contract.ts';
import { communities } from './modules/communities/contract.ts';
import { credentials } from './modules/credentials/contract.ts';
import { credit } from './modules/credit/contract.ts';
import { demo } from './modules/demo/contract.ts';
import { dissolution } from './modules/dissolution/contract.ts';
import { duties } from './modules/duties/contract.ts';
import { exits } from './modules/exits/contract.ts';
import { graduation } from './modules/graduation/contract.ts';
import { homework } from './modules/homework/contract.ts';
import { insights } from './modules/insights/contract.ts';
import { media } from './modules/media/contract.ts';
import { members } from './modules/members/contract.ts';
import { points } from './modules/points/contract.ts';
import { privacy } from './modules/privacy/contract.ts';
import { prizes } from './modules/prizes/contract.ts';
import { raffles } from './modules/raffles/contract.ts';
import { removals } from './modules/removals/contract.ts';
import { reports } from './modules/reports/contract.ts';
import { roles } from './modules/roles/contract.ts';
import { rosters } from './modules/rosters/contract.ts';
import { segments } from './modules/segments/contract.ts';
import { shop } from './modules/shop/contract.ts';
import { sources } from './modules/sources/contract.ts';
import { squads } from './modules/squads/contract.ts';
import { succession } from './modules/succession/contract.ts';
import { welcome } from './modules/welcome/contract.ts';

export const contract = {
  accounts,
  communities,
  chat,
  members,
  insights,
  segments,
  privacy,
  demo,
  rosters,
  admissions,
  credentials,
  welcome,
  sources,
  media,
  checkins,
  graduation,
  reports,
  exits,
  alumni,
  albums,
  raffles,
  shop,
  prizes,
  credit,
  homework,
  removals,
  squads,
  roles,
  duties,
  succession,
  points,
  brands,
  blueprints,
  dissolution,
};
export type Contract = typeof contract;
