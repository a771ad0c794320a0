/** UUID v7 of epoch ms and 10 random bytes; within one millisecond the 12-bit counter keeps the order of making. */
export function uuidMaker(now: () => number, random: (bytes: number) => Uint8Array): () => string {
  let last = 0;
  let counter = 0;
  return () => {
    const at = now();
    counter = at === last ? counter + 1 : 0;
    last = at;
    const bytes = Buffer.from(random(16));
    bytes.writeUIntBE(at, 0, 6);
    bytes.writeUInt16BE(0x7000 | (counter & 0xfff), 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
