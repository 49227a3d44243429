import { closeSync, openSync, readSync } from 'node:fs';

/** Files above this many bytes are generated or bundled. */
const MAX_BYTES = 1_000_000;

let buffer: Buffer | undefined;

/** Reads `file` into one buffer for all, which saves asking for its size first; undefined where it cannot be read, or is too long. */
function bytesOf(file: string): Buffer | undefined {
  buffer ??= Buffer.allocUnsafe(MAX_BYTES + 1);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    let length = 0;
    for (let read = -1; read !== 0 && length <= MAX_BYTES; length += read)
      read = readSync(descriptor, buffer, length, buffer.length - length, length);
    return length > MAX_BYTES ? undefined : buffer.subarray(0, length);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The text of `file`; undefined where it cannot be read, or is above a megabyte. */
export function textOf(file: string): string | undefined {
  return bytesOf(file)
    ?.toString('utf8')
    .replace(/^\uFEFF/, '');
}

/**
 * The bytes of `file`, one character each, for a look that only asks for what is written in ASCII: several times as fast as decoding.
 *
 * Empty where the file cannot be read, or is above a megabyte.
 */
export function rawTextOf(file: string): string {
  return bytesOf(file)?.toString('latin1') ?? '';
}
