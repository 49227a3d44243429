import { runUntold, UntoldScope } from './untold-scope.js';

/** Lifts the guards around it for what is sent in its context. Captures count as if it were not there. */
class LiftingScope extends UntoldScope {
  readonly active = false;
  lifts = true;

  end(): void {
    this.lifts = false;
  }
}

/** Runs `action`, and lets the queries pass that it sends until it settles, whatever guard is around it. */
export function runLifted<T>(action: () => T | PromiseLike<T>): Promise<T> {
  return runUntold(action, (parent) => new LiftingScope(parent));
}
