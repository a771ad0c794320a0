const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Parses one JSON value. Exporters write control characters raw or as `\xNN`, which JSON forbids: a value that
 * does not parse is cleaned once and tried again. `undefined` = not JSON.
 */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    try {
      return JSON.parse(withoutControls(bytes).toString('utf8'));
    } catch {
      return undefined;
    }
  }
}

/** Inside strings: line feed, carriage return and tab become escapes, other controls (raw or `\xNN`) go. */
function withoutControls(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length * 2);
  let length = 0;
  let inString = false;
  const escaped = (code: number) => {
    const letter = code === 10 ? 110 : code === 13 ? 114 : code === 9 ? 116 : 0;
    if (letter === 0) return;
    out[length++] = BACKSLASH;
    out[length++] = letter;
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (!inString || byte === QUOTE) {
      if (byte === QUOTE) inString = !inString;
      out[length++] = byte;
    } else if (byte === BACKSLASH) {
      const next = bytes[i + 1] ?? 0;
      const code = next === 120 ? Number.parseInt(bytes.toString('latin1', i + 2, i + 4), 16) : Number.NaN;
      if (code < 32 || code === 127) {
        escaped(code);
        i += 3;
      } else {
        out[length++] = byte;
        out[length++] = next;
        i++;
      }
    } else if (byte < 32) escaped(byte);
    else out[length++] = byte;
  }
  return out.subarray(0, length);
}
