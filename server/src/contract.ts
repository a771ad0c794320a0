/** The product's whole contract: one key a module. The web imports its type only. */
import { accounts } from './modules/accounts/contract.ts';
import { chat } from './modules/chat/contract.ts';
import { communities } from './modules/communities/contract.ts';
import { insights } from './modules/insights/contract.ts';

export const contract = { accounts, communities, chat, insights };
export type Contract = typeof contract;
