/** What the bytes of a file say, or why they can't be read. */
export type Decoded =
  | { text: string; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' }
  | { kind: 'csv_encoding'; message: string };

/**
 * Reads the bytes of a CSV: UTF-8, with a BOM or without; UTF-16 with one, as Excel's "Unicode text" is; else
 * windows-1252, as Excel's plain CSV is: whoever shows it says so, since nothing in the file does.
 */
export function decodeCsv(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes);
  if (bytes.includes(0)) {
    const message =
      'The file holds zero bytes: it is a spreadsheet, or UTF-16 without a byte order mark. Save it as CSV UTF-8.';
    return { kind: 'csv_encoding', message };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return decodeAs('windows-1252', bytes);
  }
}

function decodeAs(encoding: 'utf-16le' | 'utf-16be' | 'windows-1252', bytes: Uint8Array): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return { text: encoding === 'windows-1252' ? text.replace(CONTROLS, inWindows) : text, encoding };
  } catch {
    const message = `The file begins as ${encoding} and is none. Save it as CSV UTF-8.`;
    return { kind: 'csv_encoding', message };
  }
}

/** Some versions of Node take windows-1252 for Latin 1, which has control characters where that has these. */
const CONTROLS = /[\u0080-\u009f]/g;
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const inWindows = (control: string): string => WINDOWS[control.charCodeAt(0) - 0x80] ?? control;
