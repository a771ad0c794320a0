/**
 * What was said: uploads, imports, messages, the people of a channel as its files know them, and everything computed from
 * messages (days, totals, the stored picture). Others read pictures through `insights`.
 */
import { type CommandContext, internalCommand, internalQuery, module, prepared } from '#kernel';
import { chat as contract } from './contract.ts';
import { eraseAround, eraseMonth, monthsOf } from './erasing/erase-words.ts';
import { findImport, importScope } from './find.ts';
import * as steps from './importing/import-steps.ts';
import { cancelImport, listImports, listRejected, lookAtFile, resumeImport, startImport } from './importing/imports.ts';
import { readBeginning, recognise } from './importing/recognise.ts';
import { record } from './importing/record.ts';
import { addUpload, keepName, type Upload, writePaste } from './importing/uploads.ts';
import { listMessages, mergeProposals } from './messages.ts';
import { settleRoster } from './rosters/snapshot.ts';
import * as aggregates from './summing/aggregates.ts';
import { groupsOf, regroup } from './summing/grouping.ts';
import * as pictures from './summing/picture-store.ts';
import * as topics from './summing/topics.ts';
import { tasks } from './tasks.ts';

export { type ErasureWork, erasePerson, importsRunning } from './erasing/erase-person.ts';
export { redactorOf } from './erasing/erase-words.ts';
export { listImports, lookAtFile, startImport } from './importing/imports.ts';
export type { Beginning } from './importing/recognise.ts';
export { saltOf } from './importing/salt.ts';
export { removeFile } from './importing/uploads.ts';
export { kindOf } from './message-columns.ts';
export { personDays } from './messages.ts';
export { assignMembers, findIdentity, type Identity, identitiesOf, numbersOf } from './people.ts';
export { compareRosters, type RosterChanges } from './rosters/compare.ts';
export { entriesOf, type SnapshotEntry } from './rosters/snapshot.ts';
export { nameKeys } from './summing/names.ts';
export { personOf, type StoredPerson, unpackFacts, unpackRules } from './summing/person-columns.ts';
export type { PortfolioLine } from './summing/picture-rows.ts';
export { refresh } from './summing/refresh.ts';
export { patternOf, peopleNamed, spelled } from './summing/search.ts';

const anyOperator = { role: 'operator', scope: 'community', of: 'any' } as const;

export const chat = module({
  name: 'chat',
  contract,
  verbs: {
    paste: prepared(writePaste, (ctx: CommandContext, _input, upload: Upload) => addUpload(ctx, upload)),
    recognise: prepared(readBeginning, recognise),
    import: prepared(lookAtFile, startImport),
    imports: listImports,
    importState: (ctx, { importId }) => findImport(ctx, importId),
    cancelImport,
    resumeImport,
    rejected: listRejected,
    mergeProposals,
    messages: listMessages,
  },
  internal: {
    registerUpload: internalCommand(async (ctx, upload: Upload) => {
      await keepName(ctx, upload);
      return addUpload(ctx, upload);
    }, anyOperator),
    record: internalCommand(record),
    beginImport: internalCommand(steps.beginImport),
    livingNames: internalQuery(steps.livingNames),
    deleteMonth: internalCommand(steps.deleteMonth),
    forgetChannel: internalCommand(steps.forgetChannel),
    eraseChannel: internalCommand(steps.eraseChannel),
    monthsOf: internalQuery(monthsOf),
    eraseMonth: internalCommand(eraseMonth),
    eraseAround: internalCommand(eraseAround),
    recordNames: internalCommand(steps.recordNames),
    settleRoster: internalCommand(settleRoster),
    endImport: internalCommand(steps.endImport),
    staleUploads: internalQuery(steps.staleUploads),
    refreshState: internalQuery(aggregates.refreshState),
    resetDays: internalCommand(aggregates.resetDays),
    extent: internalQuery(aggregates.extent),
    storedDays: internalQuery(aggregates.storedDays),
    readFacts: internalQuery(aggregates.readFacts),
    storeDays: internalCommand(aggregates.storeDays),
    storeYears: internalCommand(aggregates.storeYears),
    readYears: internalQuery(aggregates.readYears),
    waitingTotals: internalQuery(aggregates.waitingTotals),
    storeTotals: internalCommand(aggregates.storeTotals),
    daysOfWeeks: internalQuery(aggregates.daysOfWeeks),
    storeWeeks: internalCommand(aggregates.storeWeeks),
    groups: internalQuery(groupsOf),
    regroup: internalCommand(regroup),
    markNext: internalCommand(aggregates.markNext),
    settleDays: internalCommand(aggregates.settleDays),
    coverage: internalQuery(pictures.coverageOf),
    peopleRows: internalQuery(pictures.peopleRows),
    totalRows: internalQuery(pictures.totalRows),
    dayTexts: internalQuery(pictures.dayTexts),
    firstTexts: internalQuery(pictures.firstTexts),
    digests: internalQuery(pictures.digests),
    storePeople: internalCommand(pictures.storePeople),
    storePicture: internalCommand(pictures.storePicture),
    uncutDays: internalQuery(topics.uncutDays),
    talkOf: internalQuery(topics.talkOf),
    storeTopics: internalCommand(topics.storeTopics),
    retake: internalCommand(pictures.retake),
  },
  tasks,
  scopes: { importId: importScope },
  partitioned: ['message'],
});
