/**
 * After the door: the first steps of who is new (nickname, rules, introduction, the chat group), the directory of those who want
 * to be found, codes of chat groups with room, and the binding of a sender by a code said in a group. Owns who agreed to
 * which rules. Others may ask for what is kept about a person, and have it erased.
 */
import { module } from '#kernel';
import { bindingCode, internal, tasks } from './binding.ts';
import { welcome as contract } from './contract.ts';
import { directory, introduce, removeIntroduction } from './directory.ts';
import { groupCodeScope } from './find.ts';
import { acceptRules, lint, mine, setNickname } from './first-steps.ts';
import * as groups from './group-codes.ts';
import { person, progress, setPlan, showPlan } from './plan.ts';

export { matcher } from './directory.ts';
export { eraseWelcome, keptWelcome } from './erasing.ts';

export const welcome = module({
  name: 'welcome',
  contract,
  verbs: {
    plan: showPlan,
    setPlan,
    progress,
    person,
    groupCodes: groups.groupCodes,
    dueGroupCodes: groups.dueGroupCodes,
    addGroupCode: groups.addGroupCode,
    changeGroupCode: groups.changeGroupCode,
    removeGroupCode: groups.removeGroupCode,
    groupCodeImage: groups.groupCodeImage,
    mine,
    lintNickname: lint,
    setNickname,
    acceptRules,
    introduce,
    removeIntroduction,
    directory,
    group: groups.group,
    enterGroup: groups.enterGroup,
    bindingCode,
  },
  internal,
  tasks,
  scopes: { groupCodeId: groupCodeScope },
});
