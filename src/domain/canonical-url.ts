// What publishers and mailers add to follow a reader; none of it changes what is shown.
const tracking =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|mkt_tok|ref_src|ref_url|_hsenc|_hsmi|vero_id|oly_enc_id|oly_anon_id|cmpid|cmp|ito|smid|smtyp|sh|s_cid|ncid|xtor|at_medium|at_campaign|at_custom\d|wt_mc|guccounter|guce_\w+|taid|__twitter_impression)$/i

/**
 * One form of an address, so that two links to one page are one article: tracking parameters, fragment, default port,
 * a trailing slash and credentials go, the rest of the query is sorted, the host is in lower case.
 * `https://News.example/a/?utm_source=x#top` → `https://news.example/a`. What is no http address comes back unchanged.
 */
export function canonicalUrl(address: string): string {
  const url = URL.parse(address.trim())
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return address
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name)
  url.searchParams.sort()
  url.hash = ''
  url.username = ''
  url.password = ''
  if (url.pathname.length > 1) url.pathname = url.pathname.replace(/\/+$/, '')
  const text = url.toString()
  return url.pathname === '/' && url.search === '' ? text.replace(/\/$/, '') : text
}
