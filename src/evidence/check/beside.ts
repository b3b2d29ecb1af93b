import titleWords from '../attributions/source-words.json' with { type: 'json' }
import type { PreparedArticle } from './prepare-article.ts'
import { isVerbWord } from './text-words.ts'

/** Content words this far apart still belong to one name with its title: "the county sheriff, Dorian Hapsley". */
const farthest = 2

/** True where two stems stand side by side somewhere in the article: a name in full, a title with its name. */
export function areBeside(article: PreparedArticle, one: string, other: string): boolean {
  return (article.places.get(one) ?? []).some(({ sentence, index }) => {
    const words = article.words[sentence]!
    for (let at = Math.max(0, index - farthest); at <= Math.min(words.length - 1, index + farthest); at++) {
      // A verb in between ends the phrase.
      if (words[at]!.stem === other && !words.slice(Math.min(at, index) + 1, Math.max(at, index)).some(isVerbWord))
        return true
    }
    return false
  })
}

const titles = new Set(`${titleWords.roles} ${titleWords.persons}`.split(' '))

/** True where the article sets a title beside a name: "sheriff" and "hapsley" for "the sheriff, Dorian Hapsley". */
export function isTitleOf(article: PreparedArticle, title: string, name: string): boolean {
  return titles.has(title) && areBeside(article, title, name)
}
