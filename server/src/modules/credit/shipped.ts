import type { CreditRules } from './contract.ts';

const reminder = (from: number) => ({ from, what: 'reminder' as const, points: 0, hours: null });
const warning = (from: number) => ({ from, what: 'warning' as const, points: 0, hours: null });
const taken = (from: number, points: number) => ({ from, what: 'points' as const, points, hours: null });
const mute = (from: number, points: number, hours: number) => ({ from, what: 'mute' as const, points, hours });

/** Offered to every community, to be taken as they are or changed: rules with numbers, and questions made of them. */
export const shippedCreditRules: CreditRules = {
  rules: [
    {
      number: '1.1',
      name: '发广告',
      text: '没有经过群主同意，在群里发广告、拼单、投票、砍价或自己的收款码。',
      withinDays: 366,
      steps: [reminder(1), taken(2, 3), mute(3, 6, 24)],
    },
    {
      number: '1.2',
      name: '私下加人推销',
      text: '以学习交流为名，私下加群友推销产品或拉去别的群。',
      withinDays: 366,
      steps: [taken(1, 6), taken(2, 12)],
    },
    {
      number: '2.1',
      name: '刷屏',
      text: '连发五条以上与当天话题无关的内容，或用表情包、接龙淹没别人的提问。',
      withinDays: 90,
      steps: [reminder(1), warning(2), taken(3, 2), mute(5, 3, 12)],
    },
    {
      number: '2.2',
      name: '人身攻击',
      text: '嘲笑、辱骂群友，或把私下的矛盾带到群里。对事可以争，对人不可以。',
      withinDays: 366,
      steps: [warning(1), mute(2, 6, 48), taken(3, 12)],
    },
    {
      number: '3.1',
      name: '外传群内容',
      text: '把群友的话、照片、作业截图发到群外，没有得到本人同意。',
      withinDays: 366,
      steps: [taken(1, 6), taken(2, 12)],
    },
    {
      number: '3.2',
      name: '代打卡、抄作业',
      text: '替别人打卡，或把别人的作业当成自己的交。',
      withinDays: 366,
      steps: [warning(1), taken(2, 3), taken(4, 6)],
    },
    {
      number: '4.1',
      name: '担任角色不到岗',
      text: '轮到值日、带组或分享，没有提前说就缺席。',
      withinDays: 90,
      steps: [reminder(1), warning(2), taken(3, 2)],
    },
  ],
  exam: {
    ...{ ask: 10, pass: 90, tries: 3, perDays: 7, pauseHours: 12, backTo: 12 },
    questions: [
      {
        text: '我在做一个好产品，想在群里发一条购买链接，该怎么办？',
        right: '先问群主，同意了再发',
        wrong: ['直接发，大家会喜欢', '晚上人少的时候发', '换成二维码图片发'],
        why: '群规 1.1：没有经过群主同意不发广告，链接和收款码都算。',
      },
      {
        text: '第一次在群里发了广告，会怎样？',
        right: '收到提醒，不扣分',
        wrong: ['扣 12 分', '马上移出群', '没有人管'],
        why: '群规 1.1：第一次提醒，第二次扣 3 分，第三次起扣 6 分并请人禁言。',
      },
      {
        text: '以交流为名加群友，再向对方推销，扣几分？',
        right: '6 分',
        wrong: ['不扣分', '1 分', '2 分'],
        why: '群规 1.2：私下推销第一次就扣 6 分，第二次扣 12 分。',
      },
      {
        text: '下面哪一种算刷屏？',
        right: '连发六条和话题无关的表情包',
        wrong: ['把当天的问题分三条问清楚', '回答别人的提问', '打卡时写了一大段'],
        why: '群规 2.1：连发五条以上与当天话题无关的内容才算刷屏，提问和回答不算。',
      },
      {
        text: '我不同意别人的看法，可以怎么说？',
        right: '说清楚哪一点不同意，为什么',
        wrong: ['说对方水平不够', '翻出对方以前的事', '拉几个人一起笑话'],
        why: '群规 2.2：对事可以争，对人不可以。',
      },
      {
        text: '群友写得很好，我想把截图发到朋友圈，要先做什么？',
        right: '问本人同不同意',
        wrong: ['把头像遮住就行', '发完再告诉本人', '只给几个朋友看就没关系'],
        why: '群规 3.1：没有得到本人同意，群里的话、照片、作业都不发到群外。',
      },
      {
        text: '同桌今天没空，请我替他打卡，怎么办？',
        right: '不替，告诉他可以请假或补卡',
        wrong: ['替他打一次', '让他口述我来打', '截我的打卡给他'],
        why: '群规 3.2：替别人打卡算违规，没空可以请假，也可以用补卡券。',
      },
      {
        text: '轮到我值日，临时来不了，怎么办？',
        right: '提前说一声，请人换班',
        wrong: ['不去就行', '第二天再解释', '让大家自己来'],
        why: '群规 4.1：提前说就不算缺岗，换班在“值日”里就能申请。',
      },
      {
        text: '信用分一共多少分，多久还一次？',
        right: '12 分，按加入那天起每 12 个月一个周期',
        wrong: ['100 分，每月', '12 分，永远不还', '10 分，每季度'],
        why: '和驾照一样：一个周期 12 个月，周期结束时没有扣到零的，扣掉的分都还回来。',
      },
      {
        text: '觉得扣分不对，可以怎么办？',
        right: '在期限内申诉，由另一个人来定',
        wrong: ['在群里吵', '找扣分的人私下求情', '没有办法'],
        why: '每一条记录都能申诉，而且不会由记录的那个人来定。',
      },
      {
        text: '分数扣到零，还能打卡吗？',
        right: '能，打卡不受影响',
        wrong: ['不能，一年以后再来', '交钱才能打卡', '要群主同意才能打卡'],
        why: '扣到零停的是角色权限、点赞和动态展示，打卡照常，考过群规就恢复。',
      },
      {
        text: '会因为扣分被系统自动移出群吗？',
        right: '不会，移出只由人来决定',
        wrong: ['会，扣满就移出', '会，扣两次就移出', '会，但可以再申请'],
        why: '系统只提建议，移不移出都由人确认，并写明理由。',
      },
    ],
  },
  appeal: { days: 7, decideDays: 7 },
};
