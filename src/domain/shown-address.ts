/** An address as messages show it: host and path without the query, at most 80 characters. `https://a.example/b?c=d` → `a.example/b`. */
export function shownAddress(address: string): string {
  const url = URL.parse(address)
  const text = url === null ? address : `${url.host}${url.pathname === '/' ? '' : url.pathname}`
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** A text in which no client makes a link of an address: it stands there without what makes it one. `'at https://a.example/b'` → `'at a.example/b'` */
export function withoutSchemes(text: string): string {
  return text.includes('://') ? text.replace(/\b[a-z][a-z\d+.-]{1,20}:\/\/(?=[^\s/])/gi, '') : text
}
