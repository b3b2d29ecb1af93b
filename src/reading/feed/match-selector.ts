import type { HtmlElement } from '../html-tree.ts'

type Test = (element: HtmlElement) => boolean

const known = new Map<string, Test>()

const simple =
  /^(?:([a-z][\w-]*|\*)|\.([\w-]+)|#([\w-]+)|\[\s*([\w:-]+)\s*(?:([~^$*|]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]+))\s*)?\])/i

/**
 * Makes of a selector the test whether an element fits it: tags, classes, ids, attributes with all their comparisons, the four
 * combinators and lists of these. Selectors are few and come again, so each is read once.
 *
 * @throws Error for a selector that is written otherwise (pseudo-classes), so that no rule fails in silence
 */
export function createMatcher(selector: string): Test {
  const seen = known.get(selector)
  if (seen !== undefined) return seen
  const tests = readList(selector)
  const first = tests[0]
  const test: Test = tests.length === 1 && first ? first : (element) => tests.some((one) => one(element))
  known.set(selector, test)
  return test
}

/** The alternatives of a list; in each, what stands on the left is a condition on relatives of what stands on the right. */
function readList(selector: string): Test[] {
  const tests: Test[] = []
  let left: { test: Test; combinator: string } | null = null
  let rest = selector.trim()
  for (;;) {
    const compound = readCompound(rest, selector)
    const test: Test = left === null ? compound.test : combine(left.test, left.combinator, compound.test)
    const between: RegExpExecArray | null = /^\s*([>+~,])\s*|^\s+/.exec(compound.rest)
    rest = compound.rest.slice(between?.[0].length ?? 0)
    if (between === null || between[1] === ',') tests.push(test)
    if (between === null && rest !== '') throw unreadable(selector)
    if (between === null) return tests
    left = between[1] === ',' ? null : { test, combinator: between[1] ?? '' }
  }
}

function combine(left: Test, combinator: string, right: Test): Test {
  const holds = combinators[combinator]
  return (element) => right(element) && holds?.(element, left) === true
}

function unreadable(selector: string): Error {
  return new Error(`The selector ${selector} cannot be read.`)
}

const combinators: Record<string, (element: HtmlElement, left: Test) => boolean> = {
  '>': (element, left) => element.parentElement !== null && left(element.parentElement),
  '+': (element, left) => element.previousElementSibling !== null && left(element.previousElementSibling),
  '~': (element, left) => some(element.previousElementSibling, (one) => one.previousElementSibling, left),
  '': (element, left) => some(element.parentElement, (one) => one.parentElement, left),
}

function some(start: HtmlElement | null, next: (element: HtmlElement) => HtmlElement | null, test: Test): boolean {
  for (let element = start; element !== null; element = next(element)) if (test(element)) return true
  return false
}

function readCompound(written: string, selector: string): { test: Test; rest: string } {
  const tests: Test[] = []
  let rest = written
  for (let found = simple.exec(rest); found !== null; found = simple.exec(rest)) {
    const [whole, tag, className, id, name, comparison, double, single, bare] = found
    const lower = tag?.toLowerCase()
    if (lower !== undefined) tests.push((element) => lower === '*' || element.localName === lower)
    if (className !== undefined) tests.push((element) => element.className.split(/\s+/).includes(className))
    if (id !== undefined) tests.push((element) => element.id === id)
    if (name !== undefined) tests.push(attributeTest(name, comparison, double ?? single ?? bare ?? ''))
    rest = rest.slice(whole.length)
  }
  const first = tests[0]
  if (first === undefined) throw unreadable(selector)
  return { test: tests.length === 1 ? first : (element) => tests.every((test) => test(element)), rest }
}

function attributeTest(name: string, comparison: string | undefined, wanted: string): Test {
  return (element) => {
    const value = element.getAttribute(name)
    if (value === null || comparison === undefined) return value !== null
    if (comparison === '=') return value === wanted
    if (comparison === '*=') return value.includes(wanted)
    if (comparison === '^=') return value.startsWith(wanted)
    if (comparison === '$=') return value.endsWith(wanted)
    return value.split(comparison === '~=' ? /\s+/ : '-').includes(wanted)
  }
}
