import { seededRandom } from '../../storage/generated-articles.ts'

/** A market report as a desk's template writes it every day: the same sentences with the figures of the day. */
export function marketReport(day: number): string {
  const random = seededRandom(day)
  const figure = (scale: number) => (random() * scale).toFixed(2)
  const choice = (words: string[]) => words[Math.floor(random() * words.length)] ?? ''
  const moved = () => choice(['rose', 'fell', 'gained', 'slipped', 'edged up', 'eased'])
  const index = (name: string) =>
    `The ${name} index ${moved()} ${figure(3)} percent to close at ${figure(9000)} points.`
  return [
    `Shares in Port Hale ${moved()} on day ${day} as traders weighed ${choice(['rates', 'earnings', 'freight'])} data.`,
    ...['Harbor 30', 'Valley Composite', 'Northern Small Cap', 'Shipping'].map(index),
    `Volume was ${figure(500)} million shares, against an average of ${figure(500)} million over the last twenty sessions.`,
    `The crown stood at ${figure(2)} to the dollar after ${figure(2)} late the day before. Brent crude was at ${figure(99)} dollars a barrel, copper at ${figure(9999)} dollars a ton.`,
    `Among the largest movers were ${choice(['Ansley Paper', 'Lisk Foods', 'Ellin Rail'])}, which ${moved()} ${figure(9)} percent, and ${choice(['Corran Steel', 'Tolm Energy', 'Vey Textiles'])}, which ${moved()} ${figure(9)} percent.`,
    'This report was made from prices of the exchange and may be delayed by up to fifteen minutes. It is no advice to buy or sell.',
  ].join('\n')
}

/** A live blog of one series: the frame stays from day to day, what happened does not. */
export function liveBlog(day: number): string {
  const random = seededRandom(day + 100)
  const places = ['the north quay', 'Ellin Road', 'the old mill', 'Corran bridge', 'the school gym', 'Lower Market']
  const acts = ['crews pumped water out of', 'police closed', 'residents went back to', 'the mayor walked through']
  const choice = (words: string[]) => words[Math.floor(random() * words.length)] ?? ''
  const posts = Array.from({ length: 12 }, () => {
    const hour = Math.floor(random() * 12) + 1
    const minute = Math.floor(random() * 60)
    return `${hour}.${minute}: In the last hour ${choice(acts)} ${choice(places)}, with ${Math.floor(random() * 900)} people still waiting for power.`
  })
  return [
    `Welcome to day ${day} of our live coverage of the flood in Port Hale. We bring you what our reporters see and hear.`,
    ...posts,
    'That is all for now. The latest stands at the top of this page; write to us if you see anything that we should know about.',
  ].join('\n')
}
