import type { RemovalRules } from './contract.ts';

/** What is proposed to begin with. */
export const shippedRemovalRules: RemovalRules = {
  sources: [
    { kind: 'checkins', missed: 3, of: 7 },
    { kind: 'homework', missed: 2, of: 28 },
  ],
  rescueDays: 2,
  noticeDays: 2,
  notice:
    '{{昵称}}，你好。最近{{情况}}，有点惦记。是太忙，还是遇到了什么事？愿意继续，今天打个卡、交一次作业就好；想先歇一歇，也请回我一句，名额我们可以先给别人。',
  refund: '付费的朋友，没有上满三分之一的，按剩下的天数退；上满三分之一的，可以免费转到下一期。',
};
