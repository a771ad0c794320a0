/**
 * Where messages are fetched from by themselves: an exporter that speaks the ChatLab pull protocol, asked on a schedule. What it
 * answers comes in as a file and an import like any other, so that all promises of importing hold.
 */
import { internalCommand, module } from '#kernel';
import { sources as contract } from './contract.ts';
import * as pulling from './pulling.ts';
import { tasks } from './tasks.ts';
import { verbs } from './verbs.ts';

export const sources = module({
  name: 'sources',
  contract,
  verbs,
  internal: {
    queueDue: internalCommand(pulling.queueDue),
    beginPull: internalCommand(pulling.beginPull),
    importPage: internalCommand(pulling.importPage),
    skipPage: internalCommand(pulling.skipPage),
    failPull: internalCommand(pulling.failPull),
    settlePage: internalCommand(pulling.settlePage),
  },
  tasks,
});
