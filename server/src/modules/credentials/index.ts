/**
 * How members come back in without a link from staff: addresses they have proven or left with an application, the codes that go
 * there, and WeChat accounts they have linked. A session is made by a link like any other (admissions.makeLink); here is only told who may have one. Others may ask for
 * what is kept about a person, and have it erased.
 */
import { internalCommand, internalQuery, module, prepared } from '#kernel';
import { addAddress, askCode, confirmAddress, enter } from './codes.ts';
import { credentials as contract } from './contract.ts';
import { delivered, isForSomebody, showCode, waiting } from './desk.ts';
import { forgetCodes } from './erasing.ts';
import { keyOf } from './keyed.ts';
import { leaveAddress, mine, removeAddress } from './own.ts';
import { enterByWechat, linkWechat, unlinkWechat } from './wechat.ts';

export { eraseCredentials, keptCredentials } from './erasing.ts';
export { codeDigits } from './keyed.ts';
export { readAddress } from './rules.ts';

export const credentials = module({
  name: 'credentials',
  contract,
  verbs: {
    askCode: prepared(keyOf, askCode),
    enter: prepared(keyOf, enter),
    leaveAddress: prepared(keyOf, leaveAddress),
    mine,
    addAddress: prepared(keyOf, addAddress),
    confirmAddress: prepared(keyOf, confirmAddress),
    removeAddress,
    unlinkWechat,
    waiting,
    showCode: prepared(keyOf, showCode),
  },
  internal: {
    /** Before and after a code is brought to a gateway. */
    isForSomebody: internalQuery(isForSomebody),
    delivered: internalCommand(delivered),
    /** For the door that comes back from WeChat. */
    linkWechat: internalCommand(linkWechat, { role: 'member', scope: 'community', of: 'any' }),
    enterByWechat: internalCommand(enterByWechat),
    forgetCodes: internalCommand(forgetCodes),
  },
  tasks: { 'credentials.forget': { cron: '7 * * * *', run: (ctx) => ctx.call('credentials.forgetCodes', {}) } },
});
