/**
 * What is kept about people and for how long: a member's copy of everything, erasure for good, and the retention of log, words
 * and files. Nobody calls it but doors and its own tasks.
 */
import { internalCommand, internalQuery, module, prepared } from '#kernel';
import { privacy as contract } from './contract.ts';
import * as erasing from './erase.ts';
import { exportPerson } from './export-person.ts';
import * as retaining from './retain.ts';
import { eraseMine, eraseOfEnrolment, exportMine } from './taking-part.ts';
import { tasks } from './tasks.ts';

export const privacy = module({
  name: 'privacy',
  contract,
  verbs: {
    exportPerson,
    erasePerson: prepared(erasing.keyOfErasure, erasing.startErasure),
    erasures: erasing.erasures,
    exportMine,
    eraseMine,
    eraseEnrolment: eraseOfEnrolment,
    retention: retaining.retention,
    setRetention: retaining.setRetention,
  },
  internal: {
    erasureJob: internalQuery(erasing.erasureJob),
    countErased: internalCommand(erasing.countErased),
    finishErasure: internalCommand(erasing.finishErasure),
    kept: internalQuery(retaining.retention),
    uploadDays: internalQuery(retaining.uploadDays),
    forgetEvents: internalCommand(retaining.forgetEvents),
    oldWords: internalQuery(retaining.oldWords),
    blankMonth: internalCommand(retaining.blankMonth),
    blankRejected: internalCommand(retaining.blankRejected),
  },
  tasks,
});
