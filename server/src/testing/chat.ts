/** Small chats written by hand, for tests of the picture. */
import type { Fact, Person, Reading } from '#picture';
import type { MessageKind, SystemKind } from '#vocabulary/records';

interface Extra {
  reply?: string;
  mentions?: string[];
  question?: boolean;
  checkin?: Reading['checkin'];
  listed?: string[];
  kind?: MessageKind;
}

/** Rows in UTC; keys are `1`, `2` … in the order of saying, `order` the same. */
export class ChatScript {
  readonly facts: Fact[] = [];

  /** @param when `2026-11-02 09:00` or with seconds. @param who `A` → `name:A`; null: unattributed */
  say(when: string, who: string | null, text = '', extra: Extra = {}): this {
    const reading: Reading = {
      mentions: extra.mentions ?? [],
      question: extra.question ?? false,
      checkin: extra.checkin ?? null,
      listed: extra.listed ?? [],
    };
    return this.row({
      at: at(when),
      type: 'message',
      kind: extra.kind ?? 'text',
      who: who && `name:${who}`,
      replyTo: extra.reply ?? null,
      text,
      reading,
    });
  }

  system(when: string, kind: SystemKind, listed?: string[]): this {
    const reading: Reading | null = listed ? { mentions: [], question: false, checkin: 'jielong', listed } : null;
    return this.row({ at: at(when), type: 'system', kind, who: null, replyTo: null, text: '', reading });
  }

  private row(row: Omit<Fact, 'key' | 'order'>): this {
    const order = this.facts.length + 1;
    this.facts.push({ ...row, key: String(order), order });
    return this;
  }
}

/** Epoch ms of a UTC wall clock. */
export function at(when: string): number {
  return Date.parse(`${when.replace(' ', 'T')}Z`);
}

export function person(name: string, more: Partial<Person> = {}): Person {
  return { who: `name:${name}`, by: 'name', name, aliases: [], inRoster: false, role: null, joinedAt: null, ...more };
}
