/** Rows in the making: ids, and the part of the truth most rows do not need. */
import type { SimulatedRow } from './spec.ts';

const plain: SimulatedRow['planted'] = { parent: null, thread: null, topic: null, question: false, spam: false, checkinDay: null };

type NewRow = Pick<SimulatedRow, 'at' | 'kind' | 'who' | 'text'> & { replyTo?: string | null; planted?: Partial<SimulatedRow['planted']> };

export class Rows {
  readonly all: SimulatedRow[] = [];
  private made = 0;

  /** @returns the row's id */
  add({ replyTo = null, planted = {}, ...row }: NewRow): string {
    this.made += 1;
    const at = Math.floor(row.at / 1000) * 1000;
    const id = `${at / 1000}${String(this.made).padStart(7, '0')}`;
    this.all.push({ ...row, id, at, replyTo, planted: { ...plain, ...planted } });
    return id;
  }

  /** In order of time, up to an instant. What answers a row that is cut off is cut off too: it comes later. */
  until(end: number): SimulatedRow[] {
    return this.all.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }
}
