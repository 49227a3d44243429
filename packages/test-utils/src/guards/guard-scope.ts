import { currentScope } from '../interceptor/pg-interceptor.js';
import type { QueryScope } from '../interceptor/query-scope.js';
import type { SentQuery } from '../interceptor/sent-query.js';
import { CapturedQuery } from '../recording/captured-query.js';
import type { Attribution, Query } from '../recording/query.js';
import { explainRefusal, type RefusingGuard } from '../report/explain-refusal.js';
import { RefusedQueryError } from './refused-query-error.js';

/** A query that was refused, and what its sender was told. */
export interface Refusal {
  readonly query: Query;
  readonly error: RefusedQueryError;
}

/** Lets a number of queries pass while an action runs, and refuses those that follow. */
export class GuardScope implements QueryScope {
  readonly parent = currentScope();
  readonly keepsValues = false;
  active = false;
  overlapped = false;
  readonly refusals: Refusal[] = [];
  /** Queries that it let pass. */
  readonly passed: Query[] = [];
  /** Queries that this guard or another capture could have caused: it could not refuse them. */
  readonly ambiguous: Query[] = [];

  constructor(readonly guard: RefusingGuard) {}

  wantsCallSite(): boolean {
    return true;
  }

  receive(query: SentQuery, attribution: Attribution): void {
    if (attribution === 'ambiguous') this.ambiguous.push(new CapturedQuery(query, attribution, false));
  }

  refuse(sent: SentQuery): RefusedQueryError | undefined {
    const query = new CapturedQuery(sent, 'scope', false);
    // What opens a connection or ends a transaction must pass, or the connection could not be used.
    if (query.uncounted !== undefined) return undefined;
    if (this.passed.length < this.guard.most) {
      this.passed.push(query);
      return undefined;
    }
    const error = new RefusedQueryError(explainRefusal(this.guard, query, this.passed), query.sql);
    // As it is now: from the refusal on, it counts as failed.
    this.refusals.push({ query: query.toJSON(), error });
    return error;
  }

  receiveLate(): void {
    // Who sends queries after the guard's end is none of its business.
  }
}
