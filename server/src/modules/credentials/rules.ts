/** Addresses as people type them, and codes as they are computed. */

/** Of one code. */
export const MOST_TRIES = 5;

export interface Address {
  kind: 'phone' | 'email';
  /** E.164, or a mail address in small letters. */
  address: string;
  /** Enough for its owner to recognise it. */
  hint: string;
}

const CHINA = /^\+86(1[3-9]\d{9})$/;
const LOCAL = /^1[3-9]\d{9}$/;
const E164 = /^\+[1-9]\d{7,14}$/;
// One @, a dot in the domain, nothing that would end a header of a mail.
const EMAIL = /^[^\s@<>(),;:"\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

/** One spelling for what is typed in many: widths, blanks, dashes, 0086. Null: neither a mobile number nor a mail address. */
export function readAddress(typed: string): Address | null {
  const plain = typed.normalize('NFKC').trim().toLowerCase();
  return plain.includes('@') ? readEmail(plain) : readPhone(plain.replace(/[\s().‐-―-]/gu, ''));
}

function readPhone(typed: string): Address | null {
  const number = typed.replace(/^00/, '+').replace(/^86(?=1[3-9]\d{9}$)/, '+86');
  const address = LOCAL.test(number) ? `+86${number}` : number;
  if (!E164.test(address) || (address.startsWith('+86') && !CHINA.test(address))) return null;
  const [, own = address] = CHINA.exec(address) ?? [];
  return { kind: 'phone', address, hint: `${own.slice(0, 3)}****${own.slice(-4)}` };
}

function readEmail(address: string): Address | null {
  if (!EMAIL.test(address) || address.length > 254) return null;
  return { kind: 'email', address, hint: `${[...address][0]}***${address.slice(address.lastIndexOf('@'))}` };
}

/** Six digits of an HMAC by dynamic truncation (RFC 4226, 5.3). @param mac 20 bytes at least */
export function digitsOf(mac: Uint8Array): string {
  const offset = (mac[mac.length - 1] ?? 0) & 0xf;
  const number = new DataView(mac.buffer, mac.byteOffset, mac.byteLength).getUint32(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}
