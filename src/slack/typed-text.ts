/**
 * What somebody typed, without Slack's marks: `<https://a.example|A> &amp; <@U1>` → `https://a.example & @U1`. Slack escapes the three
 * signs in messages and behind commands alike.
 */
export function typedText(text: string): string {
  return text
    .replace(/<([@#!]?)([^<>|]+)(?:\|[^<>]*)?>/g, (_all, sign: string, target: string) => `${sign}${target}`)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

/** A message as we hear it: whether it mentions us, or others, and what it says beside the mention of us. */
export function readMentions(text: string, botUser: string): { isMention: boolean; isToOthers: boolean; text: string } {
  const rest = text.replace(new RegExp(`<@${botUser}(?:\\|[^<>]*)?>`, 'g'), ' ')
  // `<!here>` and `<!subteam^S1>` speak to many; `<!date^…>` does not.
  return { isMention: rest !== text, isToOthers: /<@|<!(?!date\^)/.test(rest), text: typedText(rest) }
}
