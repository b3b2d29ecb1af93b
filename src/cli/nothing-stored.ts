/** What a command says that looks into a store in which nothing was ever put. */
export const nothingStored = 'Nothing is stored yet. Store articles first: npm run -s nutgraf -- ingest FILE\n'
