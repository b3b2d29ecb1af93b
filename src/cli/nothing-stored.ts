/** What a command says that looks into a store in which nothing was ever put. */
export const nothingStored = 'Nothing is stored yet. Follow a feed: npm run -s nutgraf -- feeds add https://…\n'
