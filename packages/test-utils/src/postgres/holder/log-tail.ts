import type { Readable } from 'node:stream';

const maxCharacters = 4_000;

/** Keeps the end of what a process prints. */
export class LogTail {
  #text = '';

  constructor(...streams: (Readable | null)[]) {
    for (const stream of streams) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#text = (this.#text + chunk).slice(-maxCharacters);
      });
      stream?.on('error', () => undefined);
    }
  }

  /** The last lines, oldest first. */
  text(): string {
    return this.#text.trimEnd();
  }
}
