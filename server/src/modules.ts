/** The modules, in order: the only registry. */
import type { Module } from '#kernel';
import { accounts } from './modules/accounts/index.ts';
import { admissions } from './modules/admissions/index.ts';
import { albums } from './modules/albums/index.ts';
import { alumni } from './modules/alumni/index.ts';
import { blueprints } from './modules/blueprints/index.ts';
import { brands } from './modules/brands/index.ts';
import { chat } from './modules/chat/index.ts';
import { checkins } from './modules/checkins/index.ts';
import { communities } from './modules/communities/index.ts';
import { credentials } from './modules/credentials/index.ts';
import { credit } from './modules/credit/index.ts';
import { demo } from './modules/demo/index.ts';
import { dissolution, readOnlyOnceDissolved } from './modules/dissolution/index.ts';
import { duties } from './modules/duties/index.ts';
import { exits } from './modules/exits/index.ts';
import { graduation } from './modules/graduation/index.ts';
import { homework } from './modules/homework/index.ts';
import { insights } from './modules/insights/index.ts';
import { media } from './modules/media/index.ts';
import { members } from './modules/members/index.ts';
import { points } from './modules/points/index.ts';
import { privacy } from './modules/privacy/index.ts';
import { prizes } from './modules/prizes/index.ts';
import { raffles } from './modules/raffles/index.ts';
import { removals } from './modules/removals/index.ts';
import { reports } from './modules/reports/index.ts';
import { roles } from './modules/roles/index.ts';
import { rosters } from './modules/rosters/index.ts';
import { segments } from './modules/segments/index.ts';
import { shop } from './modules/shop/index.ts';
import { sources } from './modules/sources/index.ts';
import { squads } from './modules/squads/index.ts';
import { succession } from './modules/succession/index.ts';
import { welcome } from './modules/welcome/index.ts';

export const modules: readonly Module[] = readOnlyOnceDissolved([
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
]);
