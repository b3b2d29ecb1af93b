/** The longest text that is taken for an article, in characters: a long book. What rules do with a text takes time by its length. */
export const longestArticle = 1_000_000
