import { describeReceived } from './describe-received.js';

/** Says that something was given as an action that can't be called. */
export class InvalidActionError extends TypeError {
  override readonly name = 'InvalidActionError';

  /**
   * @param api - How the user calls what was called, e.g. `captureQueries()`.
   * @param received - What was given in place of the action.
   * @param parameters - What the action takes, as written in the example.
   */
  constructor(api: string, received: unknown, parameters = '') {
    super(
      `${api} needs a function, received ${describeReceived(received)}: its queries must be sent while they are counted. ` +
        `Pass \`(${parameters}) => listPosts(${parameters})\`, not \`listPosts()\`.`,
    );
  }
}
