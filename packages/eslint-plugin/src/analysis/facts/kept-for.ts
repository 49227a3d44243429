/** Keeps what `compute` says about a part of a file, for as long as the file's facts are kept. */
export function keptFor<Part extends object, Answer extends object | boolean>(
  compute: (part: Part) => Answer,
): (part: Part) => Answer {
  const known = new WeakMap<Part, Answer>();
  return (part) => {
    const answer = known.get(part) ?? compute(part);
    known.set(part, answer);
    return answer;
  };
}
