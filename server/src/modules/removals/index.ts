/**
 * At risk (掉队), rescue, last notice, and the proposal to remove somebody: what puts whom at risk is data, each step waits, whoever
 * checks in again is out of it, and a removal is always decided by a person. Trying rules out on a whole community (提纯) writes nothing.
 */
import { internalCommand, internalQuery, module } from '#kernel';
import { rowsOf, sql } from '../rows.ts';
import { caseScope } from './cases.ts';
import { removals as contract } from './contract.ts';
import { board, confirm, keep, mine, noticeSent, rescued } from './deciding.ts';
import { setRules, shownRules } from './defining.ts';
import { lookAt, tasks } from './looking.ts';
import { begin, preview, withdraw } from './purifying.ts';

export { refundRule } from './defining.ts';
export { eraseRemovals, keptRemovals } from './erasing.ts';

export const removals = module({
  name: 'removals',
  contract,
  verbs: { rules: shownRules, setRules, board, rescued, noticeSent, confirm, keep, preview, begin, withdraw, mine },
  internal: {
    /** Communities with rules. */
    watched: internalQuery(async (ctx) =>
      (
        await rowsOf<{ id: string }>(
          ctx,
          sql`SELECT DISTINCT v.community_id AS id FROM removal_rules_version v
              JOIN community o ON o.org_id = v.org_id AND o.id = v.community_id AND o.dissolved_at IS NULL WHERE v.org_id = ${ctx.orgId}`,
        )
      ).map(({ id }) => id),
    ),
    lookAt: internalCommand(lookAt),
  },
  tasks,
  scopes: { removalCaseId: caseScope },
});
