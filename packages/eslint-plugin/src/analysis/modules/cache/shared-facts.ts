import { FALSE, LITERAL, NULL, TRUE, UNDEFINED } from '../../facts/expression.js';
import { NONE } from '../../facts/seal.js';
import { UNKNOWN_TYPE } from '../../facts/type-reference.js';

/**
 * What facts refer to without holding it: values without parts, and the objects that all files share.
 *
 * Others tell these objects by their identity, so they must be the same ones after they have been read.
 */
export const SHARED: readonly unknown[] = [
  ...[undefined, null, false, true],
  ...[LITERAL, FALSE, TRUE, NULL, UNDEFINED],
  ...[NONE, UNKNOWN_TYPE],
];
