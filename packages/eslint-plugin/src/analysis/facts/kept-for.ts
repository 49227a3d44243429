/** Keeps what `compute` says about a part of a file, for as long as the file's facts are kept. */
export function keptFor<Part extends object, Answer extends object>(
  compute: (part: Part) => Answer,
): (part: Part) => Answer {
  const known = new WeakMap<Part, Answer>();
  return (part) => {
    const answer = known.get(part) ?? compute(part);
    known.set(part, answer);
    return answer;
  };
}

/** Adds `value` to the list that `lists` holds under `key`. */
export function listUnder<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
