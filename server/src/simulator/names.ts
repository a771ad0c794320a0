/** Names as people wear them in Chinese groups: nicknames, given names, 小/阿/老, somebody's mother, a few in Latin letters. */
import { Bag, type Dice } from './dice.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

const nicks = words(`
小满 半夏 青禾 阿狸 木子 晚风 栗子 南瓜 橘子 米粒 豆包 糖糖 团子 芝麻 一一 可可 七七 九月 初见 清欢 拾光 知秋 听雨 归途 远山 星河 白露
云朵 山月 溪流 麦田 向日葵 薄荷 茉莉 海棠 桂花 银杏 松果 桃子 柚子 芒果 奶茶 拿铁 布丁 汤圆 饭团 小鱼 鹿鹿 喵喵 阿呆 大白 花花 胖虎
早睡早起 慢慢来 不加糖 随遇而安 平常心 乐天派 行者 老船长 夜航船 追风 画画的鱼 会飞的猪 一只橙子 三三 十七 阿七 小北 小南 大熊 元宝 果果 小葵 沐沐 子衿
暖阳 静水 微澜 简单 自在 Momo Jessie Lily Kevin Coco Amy Leo Tina Vivian Eric 晴天☀️ 小太阳🌞 草莓🍓 小树苗🌱 月亮🌙 阿猫🐱 四叶草🍀 小雨点
青柠 苏打 海盐 可乐 荔枝 石榴 核桃 花生 小麦 稻香 竹子 兰亭 墨墨 砚台 书签 纸飞机 风筝 萤火 小山 阿川 江南 塞北 北纬30度 慢半拍 小步快跑
`);
const surnames = words(
  '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏',
);
const given = words(`
建国 秀兰 丽华 志强 晓燕 海燕 雪梅 文静 佳怡 思远 浩然 子涵 欣怡 雨桐 梦洁 俊杰 明辉 春梅 玉兰 国庆 小红 美玲 婷婷 丹丹 莉莉 娜 静 敏 磊 洋 勇
艳 杰 涛 超 霞 平 刚 晨曦 若溪 诗雨 一鸣 天宇 嘉欣 慧敏 晓峰 立新 永强 凤英 桂芳 淑芬 红梅 振华 宇轩 书瑶
`);
const children = words('朵朵 果果 乐乐 小宝 豆豆 天天 萌萌 悠悠 阳阳 轩轩 糯米 安安 壮壮 圆圆 瑶瑶');

export interface Names {
  /** A name nobody in this chat has yet. */
  next(): string;
}

export function nicknames(dice: Dice): Names {
  const bag = new Bag(dice, nicks);
  const taken = new Set<string>();
  let drawn = 0;
  const roll = (): string => {
    const kind = dice.weighted([drawn < nicks.length ? 0.46 : 0, 0.3, 0.14, 0.1]);
    if (kind === 0) {
      drawn += 1;
      return bag.draw();
    }
    if (kind === 1) return dice.pick(surnames) + dice.pick(given);
    if (kind === 2) return dice.pick(['小', '小', '阿', '老', '大']) + dice.pick(surnames);
    return dice.pick(children) + dice.pick(['妈妈', '妈', '爸爸']);
  };
  return {
    next() {
      for (;;) {
        const name = roll();
        if (taken.has(name)) continue;
        taken.add(name);
        return name;
      }
    },
  };
}
