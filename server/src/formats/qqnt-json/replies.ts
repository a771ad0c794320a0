import type { JsonObject } from '../json/fields.ts';
import { asObject } from '../json/fields.ts';
import type { Part } from './parts.ts';
import { real } from './people.ts';

const REMEMBERED = 10_000;

/**
 * Which row a row answers. Some files name the answering row's own id plus one instead; then the moment and the sender
 * of the answered row tell, if exactly one of the rows before fits.
 */
export class Replies {
  /** Row ids by second and sender; null where two rows share them. The older half goes when the newer is full. */
  private recent = new Map<string, string | null>();
  private older = new Map<string, string | null>();

  remember(id: string, at: number, sender: string): void {
    if (this.recent.size >= REMEMBERED) {
      this.older = this.recent;
      this.recent = new Map();
    }
    const place = `${Math.floor(at / 1000)}:${sender}`;
    const known = this.find(place);
    this.recent.set(place, known === undefined || known === id ? id : null);
  }

  private find(place: string): string | null | undefined {
    const found = this.recent.get(place);
    return found === undefined ? this.older.get(place) : found;
  }

  /** '' where the row answers nothing that can be named. */
  answered(row: JsonObject, parts: Part[], id: string): string {
    const data = parts.find(({ type }) => type === 'reply')?.data ?? asObject(asObject(row.content)?.reply);
    if (!data) return '';
    const told = real(data.referencedMessageId) || real(data.messageId);
    if (told !== '' && !isOwn(told, id)) return told;
    const stamp = Number(data.timestamp);
    const second = stamp > 1e11 ? Math.floor(stamp / 1000) : stamp;
    const found = this.find(`${second}:${real(data.senderUin)}`);
    return found && found !== id ? found : '';
  }
}

function isOwn(told: string, id: string): boolean {
  if (told === id) return true;
  return /^\d{1,30}$/.test(told) && /^\d{1,30}$/.test(id) && BigInt(told) === BigInt(id) + 1n;
}
