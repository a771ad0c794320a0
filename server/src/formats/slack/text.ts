import { withoutMarks } from '../marks.ts';

const MARK = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;
const ENTITY = /&(amp|lt|gt);/g;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>' };

/** Slack's markup → what people saw: `<@U1>` → `@name`, `<#C1|general>` → `#general`, `<url|label>` → label. */
export class SlackText {
  private readonly nameOf: (id: string) => string;

  constructor(nameOf: (id: string) => string) {
    this.nameOf = nameOf;
  }

  read(raw: string): { text: string; mentions: string[] } {
    if (!raw.includes('<') && !raw.includes('&')) return { text: withoutMarks(raw), mentions: [] };
    const mentions = new Set<string>();
    const shown = raw.replace(MARK, (_all, sign: string, target: string, label: string | undefined) => {
      if (sign === '@') {
        mentions.add(target);
        return `@${this.nameOf(target) || label || target}`;
      }
      if (sign === '#') return `#${label || target}`;
      if (sign === '!') return label || `@${target.replace(/^subteam\^/, '')}`;
      return label || target;
    });
    return { text: withoutMarks(shown.replace(ENTITY, (_, name: string) => entities[name] ?? '')), mentions: [...mentions] };
  }
}
