import type { FormatId } from '#formats';
import type { Written } from './moments.ts';
import { others } from './others.ts';
import { qq } from './qq.ts';
import { wechat } from './wechat.ts';

export { type Lack, type Written, when } from './moments.ts';

/** One short conversation in the shape of every format: who joined, who spoke, who answered, what was taken back. */
export const sameConversation: Partial<Record<FormatId, Written>> = { ...qq, ...wechat, ...others };
