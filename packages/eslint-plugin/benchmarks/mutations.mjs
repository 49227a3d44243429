/** Names, numbers, strings and single signs: what a text is cut into. */
const TOKEN = /[A-Za-z_$][\w$]*|\d+|"[^"\n]*"|'[^'\n]*'|\s+|[^\w\s]/g;

const pick = (list, random) => list[Math.floor(random() * list.length)];

/** Changes some of the tokens of `text`. */
function withTokens(text, random, change) {
  const tokens = text.match(TOKEN) ?? [];
  for (let count = 1 + Math.floor(random() * 4); count > 0 && tokens.length > 1; count--)
    change(tokens, Math.floor(random() * tokens.length));
  return tokens.join('');
}

const MUTATIONS = {
  'cut tokens': (text, random) => withTokens(text, random, (tokens, at) => tokens.splice(at, 1)),
  'doubled tokens': (text, random) => withTokens(text, random, (tokens, at) => tokens.splice(at, 0, tokens[at])),
  'swapped tokens': (text, random) =>
    withTokens(text, random, (tokens, at) => {
      const other = Math.floor(random() * tokens.length);
      [tokens[at], tokens[other]] = [tokens[other], tokens[at]];
    }),
  truncated: (text, random) => text.slice(0, Math.floor(random() * text.length)),
  'cut lines': (text, random) => {
    const lines = text.split('\n');
    lines.splice(Math.floor(random() * lines.length), 1 + Math.floor(random() * 5));
    return lines.join('\n');
  },
  'swapped names': (text, random) => {
    const names = text.match(/\b[a-z]\w+\b/gi) ?? [];
    return text.replaceAll(/\b[a-z]\w+\b/gi, (name) => (random() < 0.05 ? (pick(names, random) ?? name) : name));
  },
  'lost keywords': (text, random) =>
    text.replaceAll(/\b(?:await|async|const|this|new|return) /g, (word) => (random() < 0.3 ? '' : word)),
};

/** Changes `text` in one of several ways; most of it still means something, if not what it meant. */
export function mutate(text, random) {
  const kind = pick(Object.keys(MUTATIONS), random);
  return { kind, text: MUTATIONS[kind](text, random) };
}
