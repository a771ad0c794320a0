/**
 * How people are told apart: the rules of a community in versions, tried before they are saved, and what became of each
 * member's segment. A community's own rules are its tags by rule: they overlap and are derived with every picture, so that
 * one mechanism of text, preview and versions serves both. The judging is the picture's; the names of the metrics are its list.
 */
import { internalCommand, internalQuery, module, prepared } from '#kernel';
import { metricNames, metrics } from '#picture';
import { segments as contract } from './contract.ts';
import { currentRules, listVersions } from './find.ts';
import { preview } from './preview.ts';
import { compileInput, restore, save } from './save.ts';
import * as standing from './standing.ts';
import { tasks } from './tasks.ts';

export { eraseFromSegments } from './erase-person.ts';
export { movesOf, ruleTagsOf } from './of-places.ts';

export const segments = module({
  name: 'segments',
  contract,
  verbs: {
    metrics: async () => ({ metrics: metricNames.map((name) => ({ name, ...metrics[name] })) }),
    rules: currentRules,
    versions: listVersions,
    preview: prepared(compileInput, preview),
    save: prepared(compileInput, save),
    restore,
    history: standing.history,
  },
  internal: {
    judges: internalQuery(standing.judges),
    noteMoves: internalCommand(standing.note),
    outdated: internalQuery(standing.outdated),
    due: internalQuery(standing.due),
    demote: internalCommand(standing.demote),
    eraseGone: internalCommand(standing.eraseGone),
  },
  tasks,
});
