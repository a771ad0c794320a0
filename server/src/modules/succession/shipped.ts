/** What holds as long as a community says nothing else. */
import type { RoleRules } from './contract.ts';

export const shippedLadder: readonly string[] = ['值月生', '组长', '班长'];

const checklist: RoleRules['checklist'] = [
  { text: '把没办完的事列出来，写明到了哪一步，发给接任的人', who: 'before', days: 1 },
  { text: '在群里介绍接任的人，说一句“以后找 TA”', who: 'before', days: 2 },
  { text: '和接任的人过一遍：谁最近来得少，谁有难处', who: 'before', days: 3 },
  { text: '读一遍这个角色要做的事，不清楚的当天问前任', who: 'after', days: 1 },
  { text: '和前任通一次话，二十分钟就够', who: 'after', days: 3 },
  { text: '第一周结束，写三句小结：做了什么、难在哪、要谁帮忙', who: 'after', days: 7 },
];

/** A week of showing up for the first step; three weeks and a rung held for the highest. */
const byRung: readonly RoleRules[] = [
  {
    needs: [
      { fact: 'days', atLeast: 7 },
      { fact: 'share', atLeast: 60 },
    ],
    trial: {
      days: 7,
      needs: [
        { fact: 'share', atLeast: 70 },
        { fact: 'onTime', atLeast: 80 },
      ],
    },
    checklist,
  },
  {
    needs: [
      { fact: 'days', atLeast: 14 },
      { fact: 'share', atLeast: 70 },
      { fact: 'held', atLeast: 1 },
    ],
    trial: {
      days: 14,
      needs: [
        { fact: 'share', atLeast: 70 },
        { fact: 'onTime', atLeast: 80 },
        { fact: 'helped', atLeast: 2 },
      ],
    },
    checklist,
  },
  {
    needs: [
      { fact: 'days', atLeast: 21 },
      { fact: 'share', atLeast: 80 },
      { fact: 'held', atLeast: 1 },
      { fact: 'helped', atLeast: 3 },
    ],
    trial: {
      days: 14,
      needs: [
        { fact: 'share', atLeast: 80 },
        { fact: 'onTime', atLeast: 90 },
      ],
    },
    checklist,
  },
];

/** @param rung place on the ladder from 0; −1: none, which asks as much as the lowest */
export function shippedRules(rung: number): RoleRules {
  const rules = byRung[Math.min(Math.max(rung, 0), byRung.length - 1)];
  if (!rules) throw new TypeError('there are rules of each rung');
  return rules;
}
