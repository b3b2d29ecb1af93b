import { describe, expect, it } from 'vitest'
import { attacksAroundTheRules } from './attacks/around-the-rules.ts'
import type { Attack } from './attacks/attack.ts'
import { attacksInCommonForms } from './attacks/in-common-forms.ts'
import { attacksInFields } from './attacks/in-fields.ts'
import { attacksInTheText } from './attacks/in-the-text.ts'
import { attacksInWhatIsAsked } from './attacks/in-what-is-asked.ts'
import { hands, obeying } from './attacks/obedient-writer.ts'
import { attacksOutOfSight } from './attacks/out-of-sight.ts'
import { readCarrier, runAttack } from './attacks/run-attack.ts'
import { scriptedWriter } from './scripted-writer.ts'

const attacks = [
  ...attacksInTheText,
  ...attacksOutOfSight,
  ...attacksInFields,
  ...attacksInWhatIsAsked,
  ...attacksAroundTheRules,
  ...attacksInCommonForms,
]
const open = attacks.filter(({ isOpen }) => isOpen)
const stopped = attacks.filter(({ isOpen }) => !isOpen)

/** What came through, whomever the lines cite. */
async function problemsOf(attack: Attack): Promise<string[]> {
  const documents = await readCarrier(attack.carrier)
  const problems: string[] = []
  for (const hand of hands) {
    const writer = scriptedWriter(obeying(attack, hand), { hasSecondOpinion: attack.follows !== undefined })
    problems.push(...(await runAttack(attack, documents, writer)).map((problem) => `${hand}: ${problem}`))
    if (writer.asked.length === 0) problems.push(`${hand}: the model was not asked`)
  }
  return problems
}

describe('a model that obeys whoever attacks it', () => {
  it.each(stopped.map((attack) => [attack.place, attack.name, attack] as const))(
    'shows nothing of the attack in %s: %s',
    async (_place, _name, attack) => {
      expect(await problemsOf(attack)).toEqual([])
    },
  )

  it.each(open.map((attack) => [attack.name, attack] as const))(
    'shows no line of %s, though its sentence stands under a figure',
    async (_name, attack) => {
      const problems = await problemsOf(attack)
      expect(problems.filter((problem) => !problem.includes(', the button Evidence, '))).toEqual([])
    },
  )
})
