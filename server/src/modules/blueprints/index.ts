/**
 * Blueprints (社群模板): a community as one document. Ships ten, says what applying one would change, carries it out through
 * communities and campaigns, and gives back the document of a community as it is now; clones communities and keeps clones and
 * their parents together.
 */
import { module, prepared } from '#kernel';
import { clone, clonePlan } from './cloning.ts';
import { blueprints as contract } from './contract.ts';
import { compare, edit, form, removeScript, takeBackEdit, writeScript } from './editing.ts';
import { family } from './family.ts';
import { ladder, ladderPlan, openLadder } from './ladder.ts';
import { pull, pullPlan } from './pulling.ts';
import { readiness } from './readiness-evidence.ts';
import { shippedBlueprints } from './shipped.ts';
import { verbs } from './verbs.ts';

export const blueprints = module({
  name: 'blueprints',
  contract,
  verbs: {
    ...verbs,
    ...{ clonePlan, clone, readiness, family, pullPlan, pull },
    ...{ form, edit, writeScript, removeScript, takeBack: takeBackEdit, compare: prepared(shippedBlueprints, compare) },
    ...{ ladderPlan, openLadder, ladder },
  },
});
