import { describe, expect, it } from 'vitest'
import { isAsked, isTalk, readFollowUp } from '../../src/chat/read-follow-up.ts'

/** What is looked up for the last of some questions that were asked one after the other, each as it was typed. */
function lookedUp(...asked: string[]): string {
  const turns = asked.slice(0, -1).flatMap((text) => [
    { by: 'reader' as const, text },
    { by: 'nutgraf' as const, text: 'Somebody said something.' },
  ])
  const followUp = readFollowUp(asked.at(-1) ?? '', turns)
  return followUp.kind === 'question' ? followUp.question : followUp.kind
}

describe('a follow-up', () => {
  it('leans on the last question that stood alone, never on what was made of it', () => {
    const asked = ['/brief fire', 'how many firefighters came in Texas?', 'and in Ohio?', 'and in Florida?']
    expect(lookedUp(...asked)).toBe('how many firefighters came in Florida?')
    expect(lookedUp(...asked, 'what about Iowa?')).toBe('how many firefighters came in Texas Iowa?')
  })

  it('stands alone where it has a question word of its own', () => {
    const asked = ['/brief fire', 'how many firefighters?', 'and how many tons?', 'when did it happen?']
    expect(lookedUp(...asked)).toBe('when did it happen?')
    expect(lookedUp(...asked.slice(0, 3))).toBe('and how many tons?')
    expect(lookedUp(...asked, 'and in Ohio?')).toBe('when did it happen in Ohio?')
    expect(lookedUp('how many firefighters?', 'in which state?')).toBe('in which state?')
  })

  it.each([
    ['/brief fire', 'and in Ohio?'],
    ['https://a.example/fire', 'and in Ohio?'],
    ['who declined to comment?', 'and in Ohio?'],
  ])('takes no words of %s', (...asked) => {
    expect(lookedUp(...asked)).toBe('and in Ohio?')
  })
})

describe('what people say to each other', () => {
  it.each([
    'Ben, can that be right?',
    'is that right, Ben?',
    'can you check the second figure?',
    'do we have a photo of the fire?',
    'should I call them?',
    "who told us, and when do you think they'll print it?",
  ])('is talk: %s', (text) => {
    expect(isTalk(text)).toBe(true)
  })

  it.each([
    'can you show me the sentence?',
    'who said that?',
    'and in Florida?',
    'how many people were there?',
    'what do we know?',
    'Also, who declined to comment?',
    'how many came to the US?',
  ])('is no talk: %s', (text) => {
    expect(isTalk(text)).toBe(false)
  })

  it.each([
    'thanks!',
    'lol',
    '👍',
    'I will write this up',
    'in progress',
    'so at noon',
    'what a fire',
    'see https://a.example/?x=1',
    'WHO funding',
  ])('asks nothing: %s', (text) => {
    expect(isAsked(text)).toBe(false)
  })

  it.each(['how many firefighters', 'was it arson?', 'and in Ohio', 'what about Ohio', 'show me the sentence'])(
    'asks something: %s',
    (text) => {
      expect(isAsked(text)).toBe(true)
    },
  )
})
