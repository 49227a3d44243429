import { isMethod, propertyOf, type Method, type Submittable } from './driver.js';
import type { FollowedQuery } from './followed-query.js';
import type { SentQuery } from './sent-query.js';

/** What is noted when the driver calls a method of a query object, before that runs. */
type Note = (followed: FollowedQuery, argument: unknown) => void;

const notes = {
  handleError: (followed, error) => {
    followed.failed(error);
  },
  handleCommandComplete: (followed, message) => {
    followed.completed(message);
  },
  handleRowDescription: (followed, message) => {
    followed.described(message);
  },
  handleReadyForQuery: (followed) => {
    followed.ended();
  },
} satisfies Readonly<Record<string, Note>>;

const notesOfBatches = {
  handleDataRow: (followed) => {
    followed.receivedRow();
  },
  handlePortalSuspended: (followed) => {
    followed.suspended();
  },
} satisfies Readonly<Record<string, Note>>;

/** Methods of the driver's own `Query` that are watched on its prototype: by far cheaper than on each object. */
export const watchedOnPrototype: readonly string[] = ['submit', ...Object.keys(notes)];

/** By which a query object of the driver leads to what is noted of it. */
const followedBy = Symbol('flatquery');

interface LinkedQuery {
  [followedBy]?: FollowedQuery | undefined;
}

/** Has the methods that are {@link watchOnPrototype watched on its prototype} note what happens to a query object. */
export function linkQuery(submittable: LinkedQuery, followed: FollowedQuery): void {
  submittable[followedBy] = followed;
}

/** Makes the method that takes the place of one of the driver's `Query.prototype`. */
export function watchOnPrototype(key: string, original: Method): Method {
  if (key === 'submit') {
    return function submit(this: unknown, ...args) {
      const refusal = original.apply(this, args);
      (this as LinkedQuery)[followedBy]?.submitted(refusal);
      return refusal;
    };
  }
  const note: Note = Reflect.get(notes, key) as Note;
  return function handle(this: unknown, ...args) {
    const followed = (this as LinkedQuery)[followedBy];
    if (followed !== undefined) note(followed, args[0]);
    return original.apply(this, args);
  };
}

/** How methods are put in the place of those of one query object. */
export type Override = (submittable: Submittable, key: string, method: Method) => void;

/**
 * Follows a query object from its submission to its end by methods of its own: one that the application or another library
 * made, or that of the native driver.
 *
 * It listens where the driver delivers. Callbacks and promises end too late or not at all (cursors, streams), and a handler
 * on a promise would hide that nobody handles its rejection.
 */
export function followObject(submittable: Submittable, followed: FollowedQuery, override: Override): void {
  if (followed.query.driver === 'pg-native') {
    overrideSubmit(submittable, followed, override);
    overrideNoting(submittable, followed, override, { handleError: notes.handleError });
    followResult(submittable, followed.query);
    return;
  }
  followMethods(submittable, followed, override);
  followBatches(submittable, followed, override);
}

/** Counts rows one by one, where they may come in batches: a tag counts only those of the last. */
export function followBatches(submittable: Submittable, followed: FollowedQuery, override: Override): void {
  overrideNoting(submittable, followed, override, notesOfBatches);
}

/** Goes on with a {@link linkQuery linked} query when its prototype is not watched any more. */
export function unlinkQuery(submittable: Submittable & LinkedQuery, followed: FollowedQuery, override: Override): void {
  submittable[followedBy] = undefined;
  followMethods(submittable, followed, override);
}

function followMethods(submittable: Submittable, followed: FollowedQuery, override: Override): void {
  overrideSubmit(submittable, followed, override);
  overrideNoting(submittable, followed, override, notes);
}

function overrideSubmit(submittable: Submittable, followed: FollowedQuery, override: Override): void {
  const { submit } = submittable;
  if (!isMethod(submit)) return;
  override(submittable, 'submit', function (this: unknown, ...args) {
    // libpq does not tell while a query is on its way.
    const before = followed.isInTransaction;
    const refusal = submit.apply(this, args);
    followed.submitted(refusal, before);
    return refusal;
  });
}

function overrideNoting(
  submittable: Submittable,
  followed: FollowedQuery,
  override: Override,
  noting: Readonly<Record<string, Note>>,
): void {
  for (const [key, note] of Object.entries(noting)) {
    const method = submittable[key];
    if (!isMethod(method)) continue;
    override(submittable, key, function (this: unknown, ...args) {
      note(followed, args[0]);
      return method.apply(this, args);
    });
  }
}

// libpq hands over whole results, and in pipeline mode never calls `submit`.
function followResult(submittable: Submittable, query: SentQuery): void {
  const { once } = submittable;
  if (!isMethod(once)) return;
  once.call(submittable, 'end', (results: unknown) => {
    query.submitted = true;
    for (const result of Array.isArray(results) ? results : [results]) {
      const rows = propertyOf(result, 'rowCount');
      const fields = propertyOf(result, 'fields');
      if (Array.isArray(fields)) query.noteColumns(fields.length);
      query.addRows(typeof rows === 'number' ? rows : undefined);
    }
    query.end();
  });
}
