/** Words that are talk, not topic. Chosen from everyday chat; a community's own everyday words are found by their frequency. */

/** Single characters that never are part of a name of something in chat. */
const particles =
  '的了在是我你他她它们就都也还有很好吗呢吧啊哦嗯这那不没去来到说要会能可给让把被和跟与或但从对向为以于而且其之所又再才只太更最挺得着过地个些几哪谁什么么怎样想看用做点下上里中前后时多少每各某某第等啦呀哈嘿喂唉诶哎哇噢额呃滴哒咯嘛呗叫请谢求问先别快慢早晚今明昨天年月日号次回句话事人家名';

const talk = `
知道 觉得 没有 可以 可能 应该 需要 希望 感觉 喜欢 认为 以为 发现 看到 看见 听到 想要 想问 问问 问题 请问 谢谢 感谢 多谢 辛苦 不用 不要 不能 不会 不是 不好 不行 不错 不敢 不想
还是 还有 还要 就是 就行 就好 都是 也是 只是 真是 真的 确实 其实 可是 但是 不过 因为 所以 如果 然后 而且 或者 已经 正在 刚刚 刚才 一直 马上 立刻 现在 今天 明天 昨天 后天 前天 今晚 昨晚 早上 中午 下午 晚上 周末 上周 下周 本周 这周 时候 时间 小时 分钟 每天 每周 每个 每次
这个 那个 哪个 这些 那些 哪些 这样 那样 怎样 怎么 什么 这里 那里 哪里 这边 那边 大家 各位 自己 别人 我们 你们 他们 朋友 同学 老师 群主 管理员 助教 家人 亲们 宝子 姐妹 兄弟 哥们 先生 女士 美女 帅哥 小伙伴 伙伴
哈哈 哈哈哈 哈哈哈哈 嘻嘻 呵呵 嗯嗯 好的 好吧 好呀 收到 明白 了解 懂了 清楚 加油 早安 晚安 早上好 晚上好 下午好 中午好 大家好 你好 您好 欢迎 恭喜 祝贺 赞赞 厉害 优秀 太棒 太好了 棒棒
东西 事情 地方 方面 情况 办法 方法 样子 意思 原因 结果 部分 内容 一下 一点 一些 一样 一起 一个 一次 两个 三个 几个 有点 有人 有些 有没有 没人 没事 没关系 开始 结束 完成 成功 失败 继续 出来 进去 过来 回来 起来 下来 上来 出去 下去 回去 看看 试试 听听 说说 想想 等等 帮忙 麻烦 推荐 建议 分享 介绍 告诉 回复 联系 提醒 注意 记得 忘记 忘了 打开 点击 进来 进入 出现 变成 成为 作为 属于 包括 比如 例如 特别 非常 比较 左右 以上 以下 之前 之后 以前 以后 最近 目前 当时 平时 有时 总是 经常 肯定 一定 必须 必要 好像 似乎 大概 差不多 反正 毕竟 居然 果然 竟然 终于 直接 随便 尽量 重新 再来 重要 主要 基本 基本上 容易 方便 简单 困难 正常 一般 普通 正好 刚好 喜欢 讨厌 担心 害怕 开心 高兴 难受 着急 期待 坚持 支持 参加 参与 通知 统一 群里 群内 本群 进群 怎么办 咋办 怎么样 为什么 多少钱 是不是 要不要 能不能 可不可以 行不行 找到 两天 三天 几天 一天 半天 消息 链接 图片 表情 视频 语音 文件 文章 红包 截图 全体成员 所有人 撤回
`;

const english = `
the and for are was were you your our his her she they them that this these those with without from have has had not but can could will would should just like what when where which who why how
all any some more most much many very too also then than there here about into over only other such its it's i'm don't doesn't didn't can't won't isn't aren't yes yeah yep nope okay thanks thank please hello hey
get got make made use using used want need know think see say said going gone come good well now new one two way even still really lol haha hmm sure maybe because been being does did doing done let me my we us is be to of in on at it so if or as by an do no up out he him am im ok hi
https http www com
everyone anyone someone something anything nothing everything people guys guy man folks friend friends day days time times week weeks today tomorrow yesterday night morning great nice cool awesome love like best better bad new old big little long first last next own same few lot lots bit thing things stuff kind sort part way ways working work works worked try trying tried start started starting look looking looks looked find found help helps helped learn learning feel feeling guess hope hopefully wish interested interesting enjoying enjoy check idea question questions answer point problem issue example
don doesn didn isn wasn won couldn wouldn shouldn haven hasn aren weren ain re ve ll go fun having end hard free world tips
welcome sorry thx thank thanks pls plz please sure right left yeah cool wow omg lmao btw idk imo ever never always often soon later early since while until after before again once back away around off every each both either neither though although however instead else already yet almost enough quite pretty rather actually basically probably definitely exactly especially certainly anyway whatever whenever wherever
said says saying tell told talk talking ask asked asking give gave given take took taken put keep kept let's i'll i've i'd you're you'll you've we're we'll they're that's there's what's who's he's she's wasn't weren't couldn't wouldn't shouldn't haven't hasn't aren't
`;

export const stopCharacters: ReadonlySet<string> = new Set(particles);
export const stopWords: ReadonlySet<string> = new Set([...talk.split(/\s+/), ...english.split(/\s+/)].filter(Boolean));
