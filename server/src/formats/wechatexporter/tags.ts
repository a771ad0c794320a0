export interface TagListener {
  /** `name` in lower case, with a leading `/` where the tag closes; `attributes` as they stand between name and `>`. */
  tag(name: string, attributes: string, start: number, end: number): void;
  /** A piece of text; where it is cut says nothing. */
  text(raw: string): void;
  /** A piece of a script and where it begins; where it is cut says nothing. */
  script(raw: string, start: number): void;
  scriptEnd(end: number): void;
  /** A tag or comment that does not end, or is too long to be one. */
  lost(start: number, end: number, sample: string): void;
}

/** A tag or comment longer than this is left out. */
const MAX_TAG = 1 << 20;
const KEPT = 4000;
/** Quotes count behind `=` alone, as browsers have it; each part begins where the one before cannot go on. */
const TAG = /<(\/?[a-z][^\s/>"'=]*)([^=>]*(?:=\s*(?:"[^"]*"|'[^']*'|(?=[^"'\s]))[^=>]*)*)>/iy;
const DECLARATION = /<[!?][^>]*>/y;

/**
 * Cuts HTML into tags and text, holding no more than one tag. Everything is Latin-1, one character a byte, so that
 * positions are the source's whatever its chunks; who wants words turns them into UTF-8.
 */
export class TagCutter {
  private readonly listener: TagListener;
  private buffer = '';
  /** Position of the buffer's first byte. */
  private base: number | null = null;
  /** The element whose content is no markup. */
  private raw: { close: RegExp; script: boolean } | null = null;
  /** Start of something too long, until its `>` comes. */
  private lostFrom: { start: number; sample: string } | null = null;

  /** `bare`: the source is a script from its first byte. */
  constructor(listener: TagListener, bare = false) {
    this.listener = listener;
    if (bare) this.raw = { close: /<\/script/i, script: true };
  }

  /** `offset` = position of the chunk's first byte. */
  push(chunk: Uint8Array, offset: number): void {
    this.base ??= offset;
    this.buffer += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    this.drain(false);
  }

  end(): void {
    this.drain(true);
  }

  private drain(final: boolean): void {
    const text = this.buffer;
    const base = this.base ?? 0;
    let at = 0;
    while (at < text.length) {
      const next = this.step(text, at, base, final);
      if (next === at) break;
      at = next;
    }
    if (final) this.finish(base + at, base + text.length, text.slice(at, at + KEPT));
    this.buffer = text.slice(at);
    this.base = base + at;
  }

  private finish(from: number, to: number, sample: string): void {
    if (this.raw?.script) this.listener.scriptEnd(to);
    else if (this.lostFrom) this.listener.lost(this.lostFrom.start, to, this.lostFrom.sample);
    else if (from < to) this.listener.lost(from, to, sample);
  }

  /** Index behind what could be taken; `at` itself where more bytes are needed. */
  private step(text: string, at: number, base: number, final: boolean): number {
    if (this.lostFrom) {
      const end = text.indexOf('>', at);
      if (end < 0) return text.length;
      this.listener.lost(this.lostFrom.start, base + end + 1, this.lostFrom.sample);
      this.lostFrom = null;
      return end + 1;
    }
    if (this.raw) return this.passRaw(this.raw, text, at, base, final);
    if (text[at] !== '<') {
      const open = text.indexOf('<', at);
      const end = open < 0 ? text.length : open;
      this.listener.text(text.slice(at, end));
      return end;
    }
    if (text.length - at < 4 && !final) return at;
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      return end < 0 ? this.tooLong(text, at, base) : end + 3;
    }
    if (!/[a-z/!?]/i.test(text[at + 1] ?? '')) {
      this.listener.text('<'); // somebody typed it
      return at + 1;
    }
    return this.tag(text, at, base);
  }

  private tag(text: string, at: number, base: number): number {
    const declared = text[at + 1] === '!' || text[at + 1] === '?';
    const pattern = declared ? DECLARATION : TAG;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return this.tooLong(text, at, base);
    const end = at + match[0].length;
    if (end - at > MAX_TAG) return this.tooLong(text, at, base);
    if (declared) return end;
    const name = (match[1] ?? '').toLowerCase();
    this.listener.tag(name, match[2] ?? '', base + at, base + end);
    if (name === 'script' || name === 'style') this.raw = { close: new RegExp(`</${name}`, 'i'), script: name === 'script' };
    return end;
  }

  private tooLong(text: string, at: number, base: number): number {
    if (text.length - at <= MAX_TAG) return at;
    this.lostFrom = { start: base + at, sample: text.slice(at, at + KEPT) };
    return at + MAX_TAG;
  }

  private passRaw(raw: NonNullable<TagCutter['raw']>, text: string, at: number, base: number, final: boolean): number {
    const found = text.slice(at).search(raw.close);
    // A close tag may be cut by the end of the chunk.
    const end = found >= 0 ? at + found : final ? text.length : Math.max(at, text.length - 10);
    if (raw.script && end > at) this.listener.script(text.slice(at, end), base + at);
    if (found >= 0) {
      this.raw = null;
      if (raw.script) this.listener.scriptEnd(base + end);
    }
    // At its close tag itself the next step reads a tag.
    return found >= 0 && end === at ? this.step(text, at, base, final) : end;
  }
}

const patterns = new Map<string, RegExp>();

/** The value of one attribute, quotes and character references as they stand; '' where it is not there. */
export function attribute(attributes: string, name: string): string {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i');
    patterns.set(name, pattern);
  }
  const match = pattern.exec(attributes);
  return match ? (match[1] ?? match[2] ?? match[3] ?? '') : '';
}
