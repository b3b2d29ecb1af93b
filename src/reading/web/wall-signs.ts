/** What can stand where a page should: a check for robots, a request for consent, a login, an error, or a page that only scripts fill. */
export type WallKind = 'bot-check' | 'consent' | 'login' | 'error-page' | 'script-only'

/** One sign of such a page: a pattern for its title (whole) or its text, and how many words the page shows at most. */
export type WallSign = { kind: WallKind; pattern: RegExp; maxWords: number }

/** Headers by which protection services say that they answered in the site's place, by name and value. */
export const wallHeaders: [name: string, value: RegExp][] = [
  ['cf-mitigated', /challenge|block/i],
  ['x-amzn-waf-action', /challenge|captcha/i],
  ['x-vercel-mitigated', /challenge|deny/i],
  ['x-sucuri-block', /./],
]

/** Scripts and fields that only stand in checks for robots; a page that shows more words than `maxScriptWords` carries them for another reason. */
export const wallScripts: readonly string[] = [
  ...['_cf_chl_opt', '/cdn-cgi/challenge-platform/h/', 'cf-turnstile', 'cf-browser-verification'],
  ...['captcha-delivery.com', 'px-captcha', '_incapsula_resource', 'awswafcookiedomainlist', 'gokuprops'],
  ...['sucuri_cloudproxy_js', '/.well-known/ddos-guard/', '/.within.website/x/cmd/anubis', '/_fs-ch-'],
  ...['g-recaptcha', 'h-captcha', 'hcaptcha.com/1/api.js', 'recaptcha/api.js', 'kpsdk', 'geetest'],
]

/** See `wallScripts`. */
export const maxScriptWords = 80

const anyLength = 250

/** What such pages call themselves; the whole title, in lower case. */
export const titleSigns: WallSign[] = [
  sign(
    'bot-check',
    anyLength,
    titled(
      'just a moment|one moment,? please|please wait(?: for verification| while .{1,50})?|checking your browser(?: before .{1,60})?|security (?:check|verification|checkpoint)',
    ),
  ),
  sign(
    'bot-check',
    anyLength,
    titled(
      'attention required|access (?:to this page )?(?:has been |is )?(?:temporarily )?denied|request (?:blocked|rejected|unsuccessful)|(?:sorry, )?you have been blocked|blocked|pardon our interruption|client challenge|human verification|robot(?: check)?|captcha',
    ),
  ),
  sign(
    'bot-check',
    anyLength,
    titled(
      "are you (?:a )?(?:human|robot)|bot (?:verification|check|protection)|ddos-guard|making sure you(?:'|’)re not a bot|verify(?:ing)? (?:that )?you are (?:a )?human|vercel security checkpoint|checking you are not a bot",
    ),
  ),
  sign(
    'consent',
    anyLength,
    /^(?:before you continue(?: to .{1,30})?|(?:cookie|privacy|consent) (?:consent|notice|settings|preferences|choices|wall)|your (?:privacy|cookie) choices?|we value your privacy|consent)$/,
  ),
  sign(
    'login',
    anyLength,
    /^(?:log ?in|sign ?in|login required|log in or sign up|(?:log|sign) in (?:to|[-–—|·:]|with) .{1,60}|.{1,40} [-–—|·] (?:log|sign) ?in)$/,
  ),
  sign(
    'error-page',
    anyLength,
    /^(?:.{1,40} [-–—|:·] )?(?:(?:error )?(?:404|410|500|502|503)(?: .{0,40})?|(?:page|file|article|content|site|document) (?:not found|not available|unavailable|no longer (?:exists|available)|gone)|not found|error|internal server error|bad gateway|(?:service|site|temporarily) unavailable|(?:under|site) maintenance|we(?:'|’)ll be (?:right )?back(?: soon)?|account suspended|domain (?:for sale|expired|parked))(?: [-–—|:·] .{1,60})?$/,
  ),
]

/** What such pages say; in lower case. Real articles quote these words too, and are longer. */
export const textSigns: WallSign[] = [
  sign(
    'bot-check',
    150,
    /checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|please enable js and disable any ad ?blocker/,
  ),
  sign(
    'bot-check',
    150,
    /verify(?:ing)? (?:that )?you(?: are|(?:'|’)re) (?:not a (?:ro)?bot|(?:a )?human)|(?:confirm|prove|make sure) (?:that )?you(?: are|(?:'|’)re) (?:a |not a )?(?:human|person|(?:ro)?bot)/,
  ),
  sign(
    'bot-check',
    150,
    /press (?:&|and) hold to confirm|complete the (?:security check|captcha)|unusual (?:traffic|activity) (?:from|on) your (?:computer|network|device|ip)/,
  ),
  sign(
    'bot-check',
    150,
    /(?:you have been|your (?:ip|request) (?:address )?(?:has been|was)) blocked|incapsula incident id|ddos protection by|you don(?:'|’)t have permission to access .{0,200}reference #|requested url was rejected/,
  ),
  sign(
    'consent',
    150,
    /before you continue to|(?:accept|agree to|manage|allow) (?:all )?(?:our )?cookies (?:to|before you) (?:continue|read|view|access|proceed)/,
  ),
  sign(
    'consent',
    150,
    /(?=.*\b(?:accept|agree|allow) (?:all|and continue|and close)\b)(?=.*\b(?:reject all|decline|manage (?:settings|options|preferences|choices)|more options|privacy (?:settings|policy))\b)(?=.*\b(?:cookies?|partners|personal data|privacy)\b)/,
  ),
  sign(
    'login',
    60,
    /\b(?:log|sign) in to (?:continue|your account|read|view|see)\b|\byou (?:must|need to) (?:be logged in|log in|sign in)\b|\bforgot (?:your )?password\b/,
  ),
  sign(
    'error-page',
    60,
    /\b(?:page|article|url|file) (?:that )?(?:you(?: are|(?:'|’)re) looking for|you (?:requested|were looking for)|requested)\b.{0,60}\b(?:not|no longer|cannot|can(?:'|’)t|could(?: not|n(?:'|’)t)|does(?: not|n(?:'|’)t)|moved|removed|deleted)\b|\b404\b.{0,30}\bnot found\b/,
  ),
  sign(
    'error-page',
    60,
    /\bwe (?:can(?:'|’)?t|cannot|could(?: not|n(?:'|’)t)) find (?:that|this|the) page\b|\bsomething went wrong\b|\bdown for maintenance\b|\bthis (?:domain|account) (?:is for sale|has been suspended)\b/,
  ),
  sign(
    'script-only',
    60,
    /\b(?:enable|requires?|turn on|without) javascript\b|\bjavascript (?:is|must be|to be) (?:disabled|required|enabled|turned on)\b/,
  ),
]

/** Hosts and paths to which readers are sent instead of the page. */
export const addressSigns: { kind: WallKind; host: RegExp; path: RegExp }[] = [
  {
    kind: 'consent',
    host: /^(?:consent|guce|cmp|privacy)\./,
    path: /^\/(?:consent|collectconsent|privacy-?(?:wall|gate)|cookie-?(?:wall|consent))\b/i,
  },
  {
    kind: 'login',
    host: /^(?:accounts?|login|signin|auth|sso|idp)\./,
    path: /^\/(?:[\w-]{2,12}\/)?(?:log-?in|sign-?in|sso|oauth2?|auth)(?:[/.?]|$)/i,
  },
  {
    kind: 'bot-check',
    host: /^(?:validate|challenge|captcha)\./,
    path: /^\/(?:captcha|challenge|sorry\/index|_guard)\b/i,
  },
  { kind: 'error-page', host: /^$/, path: /^\/(?:404|error|not-?found|page-not-found)(?:[/.?]|$)/i },
]

/** The whole title, up to the marks after it and the name of a site or service: "just a moment...", "access denied | example". */
function titled(words: string): RegExp {
  return new RegExp(`^(?:${words})[\\s.…!?]*(?:[-–—|:(].{0,60})?$`)
}

function sign(kind: WallKind, maxWords: number, pattern: RegExp): WallSign {
  return { kind, pattern, maxWords }
}
