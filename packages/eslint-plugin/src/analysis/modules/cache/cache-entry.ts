import { createHash } from 'node:crypto';
import type { PackedFacts } from './pack-facts.js';

const SEAL_BYTES = 20;
const HEAD_BYTES = 12;

/** Says that `body` was written for `key`, and has not been touched since. */
const sealOf = (key: string, body: Uint8Array): Buffer =>
  createHash('sha1').update(key).update('\0').update(body).digest();

const bytesOf = (numbers: Int32Array): Buffer => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/** Writes packed facts as bytes that count for `key` alone. */
export function sealEntry(key: string, { texts, shapes, kinds, cells }: PackedFacts): Buffer {
  const words = Buffer.from(JSON.stringify([texts, shapes]));
  const numbers = [
    Int32Array.of(kinds.length, cells.length, words.length),
    Int32Array.from(kinds),
    Int32Array.from(cells),
  ];
  const body = Buffer.concat([...numbers.map(bytesOf), words]);
  return Buffer.concat([sealOf(key, body), body]);
}

/** What {@link sealEntry} has written; undefined for bytes that are anything else: cut off, changed, or of another key. */
export function openEntry(key: string, bytes: Buffer): PackedFacts | undefined {
  const body = bytes.subarray(SEAL_BYTES);
  if (body.length < HEAD_BYTES || !sealOf(key, body).equals(bytes.subarray(0, SEAL_BYTES))) return undefined;
  // Numbers of four bytes may stand at every fourth byte only.
  const { buffer } = Uint8Array.from(body);
  const [kinds = 0, cells = 0] = new Int32Array(buffer, 0, 2);
  const wordsAt = HEAD_BYTES + 4 * (kinds + cells);
  const [texts, shapes] = JSON.parse(body.toString('utf8', wordsAt)) as [string[], string[]];
  return {
    texts,
    shapes,
    kinds: new Int32Array(buffer, HEAD_BYTES, kinds),
    cells: new Int32Array(buffer, HEAD_BYTES + 4 * kinds, cells),
  };
}
