const prismaRuntime = /[\\/]@prisma[\\/]client[\\/]runtime[\\/]/;

/**
 * Answers whether the stack of a query is that of a dispatcher that collects calls and sends them in one go, in the
 * context of the first. Where several captures are open, that context does not tell whose the query is.
 *
 * Prisma collects `findUnique()`, and the operations of `$transaction([…])`, until the next tick. Its stacks end there:
 * an operation that is sent at once leads back to its caller.
 *
 * @see https://www.prisma.io/docs/orm/prisma-client/queries/advanced/query-optimization-performance
 */
export function isMergedDispatch(stack: readonly NodeJS.CallSite[]): boolean {
  return ends(stack, 'singleLoader') || stack.some((frame) => isOfPrisma(frame, 'requestBatch'));
}

function ends(stack: readonly NodeJS.CallSite[], name: string): boolean {
  const last = stack.at(-1);
  return last !== undefined && isOfPrisma(last, name);
}

function isOfPrisma(frame: NodeJS.CallSite, name: string): boolean {
  const file = frame.getFileName();
  // Property names survive the minifier, and V8 writes `Object.singleLoader` and `yr.requestBatch`.
  return typeof file === 'string' && prismaRuntime.test(file) && (frame.getFunctionName() ?? '').endsWith(name);
}
