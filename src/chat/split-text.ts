const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Cuts a text into pieces of at most so many characters (UTF-16 units): at ends of sentences, else at blanks, else between
 * letters, never inside one. Joined by a blank the pieces give the text again. `splitText('One two. Three.', 9)` → `['One two.', 'Three.']`
 */
export function splitText(text: string, longest: number): string[] {
  if (text.length <= longest) return [text]
  const pieces: string[] = []
  let current = ''
  for (const part of partsOf(text, longest)) {
    if (current !== '' && current.length + part.trimEnd().length > longest) {
      pieces.push(current.trim())
      current = ''
    }
    current += part
  }
  if (current.trim() !== '') pieces.push(current.trim())
  const filled = pieces.filter((piece) => piece !== '')
  return filled.length > 0 ? filled : ['']
}

/** Sentences; of those that are too long, words; of those, letters. */
function* partsOf(text: string, longest: number): Generator<string> {
  for (const { segment: sentence } of sentences.segment(text)) {
    if (sentence.trimEnd().length <= longest) yield sentence
    else
      for (const word of sentence.match(/\S+\s*/g) ?? []) {
        if (word.trimEnd().length <= longest) yield word
        else yield* lettersOf(word, longest)
      }
  }
}

function* lettersOf(word: string, longest: number): Generator<string> {
  let piece = ''
  for (const { segment } of letters.segment(word)) {
    // What is longer than a piece, such as a letter with thousands of marks over it, is no letter: it is cut between its signs.
    for (const letter of segment.length > longest ? segment : [segment]) {
      if (piece !== '' && piece.length + letter.length > longest) {
        yield piece
        piece = ''
      }
      piece += letter
    }
  }
  if (piece !== '') yield piece
}
