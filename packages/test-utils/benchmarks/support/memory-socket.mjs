import { AsyncResource } from 'node:async_hooks';
import { EventEmitter } from 'node:events';

/** Messages of the server, each with its type and length in front: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function message(type, ...parts) {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const int16 = (value) => Buffer.from([value >> 8, value & 255]);
const int32 = (value) => Buffer.from([value >> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
const text = (value) => Buffer.from(`${value}\0`);

const integerType = 23;
const field = [text('id'), int32(0), int16(0), int32(integerType), int16(4), int32(-1), int16(0)];
const ready = message('Z', Buffer.from('I'));
const row = [
  message('T', int16(1), ...field),
  message('D', int16(1), int32(1), Buffer.from('1')),
  message('C', text('SELECT 1')),
  ready,
];
const welcome = Buffer.concat([message('R', int32(0)), message('K', int32(1), int32(1)), ready]);
const simpleAnswer = Buffer.concat(row);
const extendedAnswer = Buffer.concat([message('1'), message('2'), ...row]);

/**
 * Stands in for the socket of a client of node-postgres, and for a server that answers each query with one row at once: what
 * is left of the time of a query is that of the driver. As with a socket, answers come in a later turn of the event loop and
 * in the context in which the connection was opened.
 */
export class MemorySocket extends EventEmitter {
  writable = true;
  #context;
  #greeted = false;

  connect() {
    this.#context = new AsyncResource('MemorySocket');
    process.nextTick(() => this.emit('connect'));
  }

  write(data, written) {
    if (!this.#greeted) this.#answer(welcome);
    else if (data[0] === 'Q'.charCodeAt(0)) this.#answer(simpleAnswer);
    else if (data[0] === 'S'.charCodeAt(0)) this.#answer(extendedAnswer);
    this.#greeted = true;
    if (written !== undefined) setImmediate(written);
    return true;
  }

  end() {
    setImmediate(() => this.emit('close'));
  }

  destroy() {
    this.end();
  }

  setNoDelay() {}

  setKeepAlive() {}

  ref() {}

  unref() {}

  #answer(bytes) {
    setImmediate(() => this.#context.runInAsyncScope(this.emit, this, 'data', bytes));
  }
}
