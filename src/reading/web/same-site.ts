/**
 * Whether two addresses belong to one site, as well as can be told without a list of registries: the same host, one below the other, or two below one
 * registered name. `www.example.org` and `m.example.org` do; `a.co.uk` and `b.co.uk`, `a.github.io` and `b.github.io` do not.
 */
export function isSameSite(one: URL, other: URL): boolean {
  const [a, b] = [one, other].map((url) =>
    url.hostname
      .toLowerCase()
      .replace(/\.$/, '')
      .replace(/^(?:www\d?|m|amp)\./, ''),
  )
  if (a === undefined || b === undefined) return false
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`) || siteName(a) === siteName(b)
}

// Places where anybody can have a name of their own; below them each name is a site.
const hosting =
  /(?:^|\.)(?:github\.io|gitlab\.io|pages\.dev|netlify\.app|vercel\.app|web\.app|herokuapp\.com|blogspot\.com|wordpress\.com|substack\.com|medium\.com|tumblr\.com|ghost\.io|beehiiv\.com|neocities\.org)$/

function siteName(host: string): string {
  const labels = host.split('.')
  if (/^[\d.]+$|:/.test(host) || hosting.test(host)) return host
  // "co.uk", "com.au", "gov.in": under a country's ending, a short label before it belongs to the registry.
  const isRegistry =
    (labels.at(-1) ?? '').length === 2 &&
    /^(?:com?|org|net|gov|gob|gouv|edu|ac|mil|or|ne|go|gv)$/.test(labels.at(-2) ?? '')
  return labels.slice(isRegistry ? -3 : -2).join('.')
}
