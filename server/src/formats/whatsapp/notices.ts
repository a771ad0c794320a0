import type { SystemKind } from '#vocabulary/records';
import { type Rule, wordings } from './wordings.ts';

/** What a system line says. `language` is that of the wording that told it. */
export interface Notice {
  kind: SystemKind;
  /** Raw names; a second person ("You", 您) is left out because the export does not say who that is. */
  actor?: string;
  people?: string[];
  language: string | null;
}

const SELF = /^(?:you|du|dich|sie|tú|usted|ti|te|você|voce|tu|vous|toi|hai|вы|вас|ты|тебя|あなた|anda|kamu|您|你|당신|회원님|나)$/i;

/**
 * Reads system lines. An export is written in one language, so the wordings that matched last are tried first.
 * A line that no wording knows is `other`.
 */
export class NoticeReader {
  private order = [...wordings];

  read(text: string): Notice {
    return this.known(text) ?? { kind: 'other', language: null };
  }

  /** Like `read`, null where no wording fits. */
  known(text: string): Notice | null {
    // Longer ones are descriptions pasted into the line; only their start is told apart.
    const line = text.length > 600 ? text.slice(0, 600) : text;
    for (let i = 0; i < this.order.length; i++) {
      const wording = this.order[i];
      if (!wording) continue;
      for (const rule of wording.rules) {
        const groups = rule.pattern.exec(line)?.groups;
        if (!groups) continue;
        if (i > 0) {
          this.order.splice(i, 1);
          this.order.unshift(wording);
        }
        return { ...told(rule, groups, wording.and), language: wording.language };
      }
    }
    return null;
  }
}

function told(rule: Rule, groups: Record<string, string | undefined>, and: RegExp): Omit<Notice, 'language'> {
  const people = (groups.people ?? groups.one ?? '')
    .split(groups.people === undefined ? /$^/ : and)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !SELF.test(name));
  const actor = groups.actor?.trim() ?? ((rule.kind === 'join' || rule.kind === 'leave') && groups.one ? groups.one.trim() : undefined);
  return {
    kind: rule.kind,
    ...(actor && !SELF.test(actor) ? { actor } : {}),
    ...(people.length > 0 ? { people } : {}),
  };
}
