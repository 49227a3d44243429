import { runUntold, UntoldScope } from './untold-scope.js';

/** Hides what is sent in its context from the scopes around it. */
class IgnoringScope extends UntoldScope {
  readonly ignores = true;
  active = true;

  end(): void {
    this.active = false;
  }
}

/** Runs `action`, and hides the queries that it sends until it settles from every scope around it. */
export function runIgnored<T>(action: () => T | PromiseLike<T>): Promise<T> {
  return runUntold(action, (parent) => new IgnoringScope(parent));
}
