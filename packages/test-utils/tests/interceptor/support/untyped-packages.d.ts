declare module 'pg-second-copy' {
  export * from 'pg';
}

declare module 'pg-cursor' {
  import type { EventEmitter } from 'node:events';
  import type { Connection, Submittable } from 'pg';

  class Cursor<Row = unknown> extends EventEmitter implements Submittable {
    constructor(text: string, values?: unknown[], config?: object);
    submit(connection: Connection): void;
    read(rows: number): Promise<Row[]>;
    read(rows: number, callback: (error: Error | undefined, rows: Row[]) => void): void;
    close(): Promise<void>;
    close(callback: (error?: Error) => void): void;
  }
  export default Cursor;
}
