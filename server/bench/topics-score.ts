/**
 * F1@5 of the topics on labelled talk of our own making, by group: node server/bench/topics-score.ts
 * A thread is one stretch, its group the community. Interval: percentile bootstrap over threads, fixed seed.
 */
import { loadCutter } from '../src/picture/topics/cutter.ts';
import { labelledTalk } from '../src/testing/labelled-talk.ts';
import { bootstrap, scoreGroup } from '../src/testing/topic-scoring.ts';

const cut = await loadCutter();
const verbose = process.argv.includes('--show');
for (const group of labelledTalk) {
  const scores = scoreGroup(group, cut);
  const { f1, low, high } = bootstrap(scores);
  console.log(`${group.name}${group.heldOut ? ' (held out)' : ''}: F1@5 ${f1.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`);
  if (verbose) for (const { topics, found } of scores) console.log(`  ${topics.join(' ')} ← ${found.join(' ')}`);
}
const held = labelledTalk.filter(({ heldOut }) => heldOut).flatMap((group) => scoreGroup(group, cut));
const { f1, low, high, precision, recall } = bootstrap(held);
console.log(
  `held out: F1@5 ${f1.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}], P ${precision.toFixed(3)}, R ${recall.toFixed(3)}, ${held.length} threads`,
);
