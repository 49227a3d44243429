/**
 * Explains that a response reports an error.
 *
 * @param where - In which run; empty, or with a blank in front.
 */
export function explainHttpError(matcher: string, status: number, where = ''): string {
  return (
    `${matcher}() needs a successful response, received status ${status}${where}. ` +
    'An error page runs few queries at any size: make the request succeed.'
  );
}
