import type { Analysis } from '../domain/analysis.ts'
import { markOf } from './render-reply.ts'
import { wrapText } from './wrap-text.ts'

/** An analysis for a person to read: figures, who says what, caveats. `--json` gives all of it, with offsets. */
export function analysisText(analysis: Analysis, title: string | null, columns: number): string {
  const width = Math.max(40, Math.min(columns, 100))
  const line = (text: string) => wrapText(`  ${text}`, width, '    ')
  const said = analysis.attributions.map(({ source, cue, content }) => {
    const what = content.map((span) => span.text).join(' … ')
    return line(`${source ? `${source.text} (${source.kind})` : 'no source given'} ${cue.text}: ${what}`)
  })
  const figures = analysis.quantities.map((quantity) => {
    const details = [
      quantity.measures,
      quantity.place,
      quantity.period,
      quantity.attribution && `says ${quantity.attribution}`,
    ]
    return line(
      `${quantity.isKey ? '*' : ' '} ${quantity.text}: ${details.filter(Boolean).join(', ')} ${markOf(quantity.sentence + 1)}`,
    )
  })
  return [
    title ?? 'Untitled',
    `${analysis.sentences.length} sentences · language: ${analysis.language}`,
    ...part('Figures (* = key figure)', figures),
    ...part('Who says what', said),
    ...part(
      'Caveats',
      analysis.caveats.map(({ kind, text }) => line(`${kind}: ${text}`)),
    ),
    '',
  ].join('\n')
}

function part(heading: string, lines: string[]): string[] {
  return [`${heading}: ${lines.length === 0 ? 'none found' : ''}`.trimEnd(), ...lines]
}
