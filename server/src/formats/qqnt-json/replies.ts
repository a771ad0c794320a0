import type { JsonObject } from '../json/fields.ts';
import { asObject } from '../json/fields.ts';
import type { Part } from './parts.ts';
import { real } from './people.ts';

const REMEMBERED = 20_000;

/**
 * Which row a row answers. Some files name the answering row's own id plus one instead; then the moment and the sender
 * of the answered row tell, if exactly one of the rows before fits.
 */
export class Replies {
  /** Row ids by second and sender, oldest first; null where two rows share them. */
  private readonly recent = new Map<string, string | null>();

  remember(id: string, at: number, sender: string): void {
    const place = `${Math.floor(at / 1000)}:${sender}`;
    const known = this.recent.get(place);
    this.recent.set(place, known === undefined || known === id ? id : null);
    if (this.recent.size <= REMEMBERED) return;
    for (const oldest of this.recent.keys()) {
      this.recent.delete(oldest);
      break;
    }
  }

  /** '' where the row answers nothing that can be named. */
  answered(row: JsonObject, parts: Part[], id: string): string {
    const data = parts.find(({ type }) => type === 'reply')?.data ?? asObject(asObject(row.content)?.reply);
    if (!data) return '';
    const told = real(data.referencedMessageId) || real(data.messageId);
    if (told !== '' && !isOwn(told, id)) return told;
    const stamp = Number(data.timestamp);
    const second = stamp > 1e11 ? Math.floor(stamp / 1000) : stamp;
    const found = this.recent.get(`${second}:${real(data.senderUin)}`);
    return found && found !== id ? found : '';
  }
}

function isOwn(told: string, id: string): boolean {
  if (told === id) return true;
  return /^\d{1,30}$/.test(told) && /^\d{1,30}$/.test(id) && BigInt(told) === BigInt(id) + 1n;
}
