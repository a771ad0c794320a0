/**
 * Homework (作业) and peer review (互评): assignments, one work a member and each, reviews dealt to others with a time of their own,
 * grades with their steps, appeals, examples. Every work ends with its reviews, or with staff and the reason why. Others may ask who
 * missed what, and for facts to give points for. Nobody else writes these rows.
 */
import { internalCommand, internalQuery, module } from '#kernel';
import { appeal, decideAppeal } from './appeals.ts';
import { create, list, publish, remove, show, update } from './assignments.ts';
import { closeNow } from './closing.ts';
import { homework as contract } from './contract.ts';
import { deal, tasks as dealingTasks, toDeal } from './dealing.ts';
import { answerFeature, examples, feature, unfeature } from './featuring.ts';
import { scopes } from './find.ts';
import { decide, reviewers } from './grades.ts';
import { submit, withdraw } from './handing-in.ts';
import { mine, own } from './own.ts';
import { people } from './people.ts';
import { giveReview, saveReview, takeMore, task } from './reviewing.ts';
import { followAuthor, tasks as staffTasks } from './staff-items.ts';
import { assign, review, submission, submissions, takeAway, waiting } from './works.ts';

export { update } from './assignments.ts';
export { eraseHomework, keptHomework } from './erasing.ts';
export { type HomeworkFact, homeworkFacts, type MissingHomework, missingHomework } from './people.ts';
export { assignmentsOfRound, createInRound, type RoundAssignment } from './rounds.ts';

export const homework = module({
  name: 'homework',
  contract,
  verbs: {
    list,
    assignment: show,
    create,
    update,
    publish,
    closeNow,
    remove,
    people,
    submissions,
    submission,
    reviewers,
    waiting,
    assign,
    takeAway,
    review,
    decide,
    decideAppeal,
    feature,
    unfeature,
    mine,
    own,
    submit,
    withdraw,
    task,
    saveReview,
    giveReview,
    takeMore,
    appeal,
    answerFeature,
    examples,
  },
  internal: { toDeal: internalQuery(toDeal), deal: internalCommand(deal), followAuthor: internalCommand(followAuthor) },
  tasks: { ...dealingTasks, ...staffTasks },
  scopes,
});
