/**
 * Duties: due items with owners, and where they come from. Duty rosters that take turns, rituals as scripts with dates, and
 * reminders before the cut-off of a campaign. Nobody else writes these rows.
 */
import { type CommandContext, module, prepared, type QueryContext } from '#kernel';
import { duties as contract } from './contract.ts';
import { desk, load, mine } from './desk.ts';
import { scopes } from './find.ts';
import { editWords, finish, finishMine, handOver, reopen, reopenMine } from './items.ts';
import { remind, reminder, remindMine, setReminder } from './reminders.ts';
import { cancelRitual, communityScripts, planRitual, rituals, shownScripts, startRitual, type Wanted } from './rituals.ts';
import { endRoster, previewRoster, saveRoster } from './rosters.ts';
import type { Script } from './script.ts';
import { ritualScripts } from './scripts.ts';
import { answerSwap, askSwap, rosters, setTurn, swapTurns } from './turns.ts';

export type { OwnerInput } from './contract.ts';
export { eraseDuties, keptDuties } from './erasing.ts';
export { addChecklist, addItemAbout, addItemsAbout, dropWaiting, finishItemAbout, removeItemAbout } from './items.ts';

export const duties = module({
  name: 'duties',
  contract,
  verbs: {
    desk,
    finish,
    reopen,
    editWords,
    handOver,
    remind,
    reminder,
    setReminder,
    rosters,
    previewRoster,
    saveRoster,
    endRoster,
    setTurn,
    swapTurns,
    askSwap,
    answerSwap,
    load,
    scripts: prepared(ritualScripts, async (_ctx: QueryContext, _input, scripts: readonly Script[]) => ({
      scripts: shownScripts(scripts),
    })),
    communityScripts: prepared(ritualScripts, communityScripts),
    rituals,
    planRitual: prepared(ritualScripts, (ctx: QueryContext, input: Wanted, scripts: readonly Script[]) => planRitual(ctx, input, scripts)),
    startRitual: prepared(ritualScripts, (ctx: CommandContext, input: Wanted, scripts: readonly Script[]) =>
      startRitual(ctx, input, scripts),
    ),
    cancelRitual,
    mine,
    remindMine,
    finishMine,
    reopenMine,
  },
  scopes,
});
